/** The queries in the JSON of a dashboard, with Grafana's variables filled in. */
export function expressionsOf(text: string): string[] {
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (key === "expr" && typeof value === "string") {
      found.push(value.replaceAll("$__rate_interval", "5m"));
    }
    return value;
  });
  return found;
}
