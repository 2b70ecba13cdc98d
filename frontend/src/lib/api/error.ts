/** A failure as the user may read it: what happened and what to do about it. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint = '',
    /** Where in what was typed, in characters (code points); null when it is of no one place. */
    readonly place: { from: number; to: number } | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/**
 * Turns whatever a bound call rejects with into an ApiError. Go sends a JSON
 * text {code, message, hint, place}; any other text is of code "internal".
 */
export function toApiError(reason: unknown): ApiError {
  if (reason instanceof ApiError) return reason;
  const text = reason instanceof Error ? reason.message : String(reason ?? '');
  const parsed = parseShape(text);
  if (parsed) return parsed;
  return new ApiError('internal', text || 'Something went wrong inside Trailbook.');
}

function parseShape(text: string): ApiError | null {
  try {
    const shape: unknown = JSON.parse(text);
    if (typeof shape !== 'object' || shape === null) return null;
    const { code, message, hint, place } = shape as Record<string, unknown>;
    if (typeof code !== 'string' || typeof message !== 'string') return null;
    return new ApiError(code, message, typeof hint === 'string' ? hint : '', parsePlace(place));
  } catch {
    return null;
  }
}

function parsePlace(place: unknown): ApiError['place'] {
  if (typeof place !== 'object' || place === null) return null;
  const { from, to } = place as Record<string, unknown>;
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : null;
}
