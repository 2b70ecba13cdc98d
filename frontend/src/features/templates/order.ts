/** Puts what is at `from` to `to`; both are places in the list. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1);
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  return rest.toSpliced(to, 0, one);
}

/** Takes one in at the end, or out. */
export function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
