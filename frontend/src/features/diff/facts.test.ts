import { expect, it } from 'vitest';
import type { ValueInfo } from '../../lib/api';
import { factsOf } from './facts';

const info = (more: Partial<ValueInfo>): ValueInfo => ({ kind: 'text', mediaType: 'text/plain', bytes: 0, lines: 0, sha256: '', image: false, ...more });

it.each([
  [{ kind: 'absent' }, ['not there']],
  [{ kind: 'code', bytes: 120, lines: 4 }, ['code', '120 B', '4 lines']],
  [{ kind: 'text', bytes: 1, lines: 1 }, ['text', '1 B']],
  [{ kind: 'dataUri', mediaType: 'image/png', bytes: 2048, sha256: 'a1'.repeat(32) }, ['embedded file', 'image/png', '2 KB', 'SHA-256 a1a1a1a1a1a1a1a1…']],
  [{ kind: 'new one', bytes: 3 }, ['new one', '3 B']],
])('of %o', (given, want) => expect(factsOf(info(given)).map(({ text }) => text)).toEqual(want));
