import type { Block, FormField } from "../../channel.ts";
import { callback, type Element, paragraph, plain } from "./elements.ts";

const INPUT_CHARS = 1_000;

/**
 * A form: each field has its label above it, and what was entered comes back by the field's
 * name. Names are unique in a card, so a second form's are prefixed ({@link fieldName} takes the prefix off).
 */
export function formElement(block: Extract<Block, { block: "form" }>, n: number): Element {
  const submit = {
    tag: "button",
    name: `submit_${n}`,
    text: plain(block.submit),
    type: "primary",
    form_action_type: "submit",
    behaviors: [callback(block.action)],
  };
  const fields = block.fields.flatMap((field) => [paragraph(field.label), inputOf(field, nameOf(field.name, n))]);
  return { tag: "form", name: `form_${n}`, elements: [...fields, submit] };
}

function nameOf(name: string, form: number): string {
  return form === 0 ? name : `f${form}.${name}`;
}

function inputOf(field: FormField, name: string): Element {
  switch (field.field) {
    case "text":
      return {
        tag: "input",
        name,
        width: "fill",
        max_length: INPUT_CHARS,
        placeholder: plain("请输入"),
        required: false,
        ...(field.value === undefined ? {} : { default_value: field.value }),
      };
    case "date":
      return {
        tag: "date_picker",
        name,
        width: "fill",
        placeholder: plain("请选择日期"),
        ...(field.value === undefined || field.value === "" ? {} : { initial_date: field.value }),
      };
    case "choice":
      return {
        tag: "select_static",
        name,
        width: "fill",
        placeholder: plain("请选择"),
        options: field.options.map((option) => ({ text: plain(option), value: option })),
        ...(field.value === undefined || !field.options.includes(field.value) ? {} : { initial_option: field.value }),
      };
  }
}

/** The name a field was given by whoever made the form. */
export function fieldName(name: string): string {
  return /^f\d+\.(.+)$/s.exec(name)?.[1] ?? name;
}
