import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// Shows documents as pages: `npm run render -- FILE.docx… [--out DIR]`. For developers with
// LibreOffice and poppler; CJK fonts such as fonts-noto-cjk, fonts-arphic-ukai and -uming.

const args = process.argv.slice(2);
const outAt = args.indexOf("--out");
const out = resolve(outAt < 0 ? "render-out" : (args[outAt + 1] ?? "render-out"));
const files = outAt < 0 ? args : args.toSpliced(outAt, 2);

if (files.length === 0 || files.some((file) => !existsSync(file))) {
  console.error("usage: npm run render -- FILE.docx… [--out DIR]");
  process.exit(2);
}

mkdirSync(out, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), "render-"));
const env = { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL("./fonts.conf", import.meta.url)) };

for (const file of files) {
  const name = basename(file, extname(file));
  run("soffice", [
    `-env:UserInstallation=file://${profile}`,
    "--headless",
    "--convert-to",
    "pdf",
    "--outdir",
    out,
    file,
  ]);
  run("pdftoppm", ["-r", "70", "-png", join(out, `${name}.pdf`), join(out, name)]);
  console.log(`${file} → ${join(out, `${name}-*.png`)}`);
}

function run(command: string, of: string[]): void {
  try {
    execFileSync(command, of, { env, stdio: ["ignore", "ignore", "pipe"], timeout: 180_000 });
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!missing) throw error;
    console.error(`${command} is not installed: this script needs LibreOffice (soffice) and poppler (pdftoppm)`);
    process.exit(1);
  }
}
