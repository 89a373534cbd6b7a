import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A font file and the name by which it calls itself. */
type Font = { readonly file: string; readonly family: string };

/** Comes with the program, so that no machine shows boxes; small, since it is read for every text of a picture. */
export const SHIPPED: Font = { file: shippedFile(), family: "Taizhang Sans" };

const LINUX = "/usr/share/fonts";

/** Fonts that machines have: they lend the rare characters that the shipped one lacks. */
const KNOWN: readonly Font[] = [
  { file: `${LINUX}/opentype/noto/NotoSansCJK-Regular.ttc`, family: "Noto Sans CJK SC" },
  { file: `${LINUX}/noto-cjk/NotoSansCJK-Regular.ttc`, family: "Noto Sans CJK SC" },
  { file: `${LINUX}/google-noto-cjk/NotoSansCJK-Regular.ttc`, family: "Noto Sans CJK SC" },
  { file: `${LINUX}/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc`, family: "Noto Sans CJK SC" },
  { file: `${LINUX}/truetype/wqy/wqy-microhei.ttc`, family: "WenQuanYi Micro Hei" },
  { file: `${LINUX}/wqy-microhei/wqy-microhei.ttc`, family: "WenQuanYi Micro Hei" },
  { file: `${LINUX}/truetype/wqy/wqy-zenhei.ttc`, family: "WenQuanYi Zen Hei" },
  { file: `${LINUX}/wqy-zenhei/wqy-zenhei.ttc`, family: "WenQuanYi Zen Hei" },
  { file: `${LINUX}/truetype/droid/DroidSansFallbackFull.ttf`, family: "Droid Sans Fallback" },
  { file: `${LINUX}/truetype/arphic/ukai.ttc`, family: "AR PL UKai CN" },
  { file: `${LINUX}/truetype/arphic/uming.ttc`, family: "AR PL UMing CN" },
  { file: "/System/Library/Fonts/PingFang.ttc", family: "PingFang SC" },
  { file: "/System/Library/Fonts/Hiragino Sans GB.ttc", family: "Hiragino Sans GB" },
  { file: "/System/Library/Fonts/STHeiti Light.ttc", family: "Heiti SC" },
  { file: "C:/Windows/Fonts/msyh.ttc", family: "Microsoft YaHei" },
  { file: "C:/Windows/Fonts/simhei.ttf", family: "SimHei" },
  { file: "C:/Windows/Fonts/simsun.ttc", family: "SimSun" },
];

/**
 * The fonts of a picture, each for what those before it lack: one in `fonts/` of the data
 * folder, named as its family (`Noto Sans SC.otf`), the shipped one, one of this machine.
 */
export function findFonts(dataDir: string): readonly [Font, ...Font[]] {
  const folder = join(dataDir, "fonts");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:ttf|otf|ttc)$/i.test(name)) : [];
  const [own] = names.sort();
  const machine = KNOWN.find(({ file }) => existsSync(file));
  const others = machine === undefined ? [] : [machine];
  if (own === undefined) return [SHIPPED, ...others];
  return [{ file: join(folder, own), family: own.replace(/\.[^.]+$/, "") }, SHIPPED, ...others];
}

/** Beside the sources, `dist/src` or the bundle in `dist/bin`. */
function shippedFile(): string {
  const places = ["../../fonts", "../../../fonts"].map((folder) =>
    fileURLToPath(new URL(`${folder}/TaizhangSans-Regular.otf`, import.meta.url)),
  );
  const found = places.find((file) => existsSync(file));
  if (found === undefined) throw new Error("the program's own font is missing: install the program anew");
  return found;
}
