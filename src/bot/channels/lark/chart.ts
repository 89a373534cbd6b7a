import type { Chart } from "../../channel.ts";
import type { Element } from "./elements.ts";

/** The palette of Okabe and Ito, told apart by colour-blind people too; the darkest ones come first. */
const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"];
/** What a phone shows beside each other without turning the words; more lie below each other. */
const UPRIGHT_CATEGORIES = 6;
const UPRIGHT_CHARS = 4;
const UPRIGHT_PX = 260;
const ROW_PX = 22;
const AROUND_PX = 90;
const HIGHEST_PX = 999;

/**
 * A chart as Feishu's native element, a VChart specification without functions. Every bar
 * bears its number, so that colour and length are never all that tells it.
 */
export function chartElement(chart: Chart): Element {
  const isUpright = upright(chart);
  const bars = chart.categories.length * chart.series.length;
  const height = isUpright ? UPRIGHT_PX : Math.min(AROUND_PX + bars * ROW_PX, HIGHEST_PX);
  return {
    tag: "chart",
    chart_spec: {
      type: "bar",
      ...(chart.title === "" ? {} : { title: { text: chart.title } }),
      data: { values: valuesOf(chart) },
      ...(isUpright
        ? { xField: fieldsOf(chart), yField: "value" }
        : { direction: "horizontal", xField: "value", yField: fieldsOf(chart) }),
      seriesField: "series",
      color: COLOURS.slice(0, Math.max(1, chart.series.length)),
      label: { visible: true },
      legends: { visible: chart.series.length > 1, orient: "bottom" },
    },
    preview: true,
    height: `${height}px`,
  };
}

function upright({ categories }: Chart): boolean {
  return categories.length <= UPRIGHT_CATEGORIES && categories.every((name) => [...name].length <= UPRIGHT_CHARS);
}

/** Several series stand beside each other within each category. */
function fieldsOf({ series }: Chart): string | string[] {
  return series.length > 1 ? ["category", "series"] : "category";
}

function valuesOf({ categories, series }: Chart): object[] {
  return categories.flatMap((category, n) =>
    series.map(({ name, values }) => ({ category, series: name, value: values[n] ?? 0 })),
  );
}

/** A chart in words, for where it cannot be drawn: a line for each category. */
export function chartAsText({ title, categories, series }: Chart): string {
  const lines = categories.map((category, n) => {
    const values = series.map(({ name, values: all }) =>
      series.length > 1 ? `${name} ${all[n] ?? 0}` : String(all[n] ?? 0),
    );
    return `${category} ${values.join("，")}`;
  });
  return [...(title === "" ? [] : [title]), ...lines].join("\n");
}
