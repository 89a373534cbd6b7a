import { MEASURES, type Measure } from "./measures.ts";

// One measure in a process of its own: run.ts NAME SIZE FOLDER. Its figures go to the parent, or to stdout.

const [name = "", size = "", folder = ""] = process.argv.slice(2);
if (!Object.hasOwn(MEASURES, name) || (size !== "quick" && size !== "full") || folder === "") {
  throw new Error("usage: run.ts NAME quick|full FOLDER");
}
const { measure }: Measure = await import(`./measure/${name}.ts`);
const figures = await measure({ size, folder });
if (process.send === undefined) console.log(JSON.stringify(figures, null, 2));
else process.send(figures, () => process.disconnect());
