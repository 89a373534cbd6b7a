import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A font file and the name by which it calls itself. */
export type Font = { readonly file: string; readonly family: string };

const LINUX = "/usr/share/fonts";

/** Fonts that machines have, plain ones first; each covers the characters of reports. */
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
 * A font with Chinese characters: one in `fonts/` of the data folder, named as its family
 * (`Noto Sans SC.otf`), else one of this machine. Nothing where there is none.
 */
export function findFont(dataDir: string): Font | undefined {
  const folder = join(dataDir, "fonts");
  const own = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:ttf|otf|ttc)$/i.test(name)) : [];
  const [first] = own.sort();
  if (first !== undefined) return { file: join(folder, first), family: first.replace(/\.[^.]+$/, "") };
  return KNOWN.find(({ file }) => existsSync(file));
}
