const DAY = 86_400_000;

/** Longest time ahead that anything is granted for. */
export const LONGEST_DAYS = 90;

/** Days from today to a last day such as `2026-12-31`, in UTC; 0 on that day, negative once it is over. */
export function daysLeft(expires: string, today: Date): number {
  return Math.round((Date.parse(expires) - Date.parse(today.toISOString().slice(0, 10))) / DAY);
}
