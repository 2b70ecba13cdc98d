import { describe, expect, it } from 'vitest';
import { ApiError, toApiError } from './error';

describe('toApiError', () => {
  const shape = { code: 'expired', message: 'The token has expired.', hint: 'Sign in again.' };
  const cases: [string, unknown, Pick<ApiError, 'code' | 'message' | 'hint'>][] = [
    ['the JSON text that Go sends', JSON.stringify(shape), shape],
    ['the same inside an Error', new Error(JSON.stringify(shape)), shape],
    ['a hint left out', '{"code":"file","message":"No room."}', { code: 'file', message: 'No room.', hint: '' }],
    ['unknown text', 'panic: nil map', { code: 'internal', message: 'panic: nil map', hint: '' }],
    ['JSON of another kind', '[1]', { code: 'internal', message: '[1]', hint: '' }],
    ['JSON null', 'null', { code: 'internal', message: 'null', hint: '' }],
    ['nothing at all', undefined, { code: 'internal', message: 'Something went wrong inside Trailbook.', hint: '' }],
  ];
  it.each(cases)('reads %s', (_name, reason, want) => {
    const got = toApiError(reason);
    expect(got).toBeInstanceOf(ApiError);
    expect({ code: got.code, message: got.message, hint: got.hint }).toEqual(want);
  });

  it('knows the place in what was typed', () => {
    expect(toApiError('{"code":"invalid","message":"m","hint":"h","place":{"from":3,"to":7}}').place).toEqual({ from: 3, to: 7 });
    expect(toApiError('{"code":"invalid","message":"m","hint":"h","place":{"from":"x"}}').place).toBeNull();
  });

  it('leaves an ApiError as it is', () => {
    const known = new ApiError('busy', 'Another window is writing.');
    expect(toApiError(known)).toBe(known);
  });
});
