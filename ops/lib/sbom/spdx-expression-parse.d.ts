declare module "spdx-expression-parse" {
  /** @throws Error for what is no SPDX expression */
  function parse(expression: string): parse.Expression;

  namespace parse {
    type Expression =
      | { readonly license: string; readonly plus?: true; readonly exception?: string }
      | {
          readonly left: Expression;
          readonly conjunction: "and" | "or";
          readonly right: Expression;
        };
  }

  export = parse;
}
