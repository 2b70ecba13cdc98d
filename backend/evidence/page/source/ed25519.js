// Ed25519 (RFC 8032): the browser's own where it has one, else this small one,
// which only ever sees what is public.
const FIELD = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

function modulo(a, m = FIELD) {
  const rest = a % m;
  return rest < 0n ? rest + m : rest;
}

function power(base, exponent) {
  let result = 1n;
  for (base = modulo(base); exponent > 0n; exponent >>= 1n, base = (base * base) % FIELD) {
    if (exponent & 1n) result = (result * base) % FIELD;
  }
  return result;
}

const inverse = (a) => power(a, FIELD - 2n);
const CURVE = modulo(-121665n * inverse(121666n));
const HALF = power(2n, (FIELD - 1n) / 4n);

const fromBytes = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** The x of a point with this y; null where there is none. */
function xOf(y, odd) {
  const square = modulo((y * y - 1n) * inverse(CURVE * y * y + 1n));
  let x = power(square, (FIELD + 3n) / 8n);
  if (modulo(x * x - square) !== 0n) x = modulo(x * HALF);
  if (modulo(x * x - square) !== 0n || (x === 0n && odd)) return null;
  return (x & 1n) === (odd ? 1n : 0n) ? x : FIELD - x;
}

function point(bytes) {
  const all = fromBytes(bytes);
  const y = all & (2n ** 255n - 1n);
  const x = y < FIELD ? xOf(y, all >> 255n === 1n) : null;
  return x === null ? null : [x, y, 1n, modulo(x * y)];
}

function sum([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2));
  const b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * t1 * t2 * CURVE);
  const d = modulo(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function times(p, n) {
  let result = [0n, 1n, 1n, 0n];
  for (; n > 0n; n >>= 1n, p = sum(p, p)) if (n & 1n) result = sum(result, p);
  return result;
}

const BASE_Y = modulo(4n * inverse(5n));
const BASE_X = xOf(BASE_Y, false);
const BASE = [BASE_X, BASE_Y, 1n, modulo(BASE_X * BASE_Y)];

function verifyHere(key, signature, message) {
  const a = point(key);
  const r = point(signature.subarray(0, 32));
  const s = fromBytes(signature.subarray(32));
  if (!a || !r || s >= ORDER) return false;
  const whole = new Uint8Array(64 + message.length);
  whole.set(signature.subarray(0, 32));
  whole.set(key, 32);
  whole.set(message, 64);
  const h = modulo(fromBytes(sha512(whole)), ORDER);
  const left = times(BASE, s);
  const right = sum(r, times(a, h));
  return modulo(left[0] * right[2] - right[0] * left[2]) === 0n && modulo(left[1] * right[2] - right[1] * left[2]) === 0n;
}

/** Whether a signature of 64 bytes by a key of 32 fits a message, and who checked it. */
async function verifySignature(key, signature, message) {
  if (key.length !== 32 || signature.length !== 64) return { fits: false, by: 'this page' };
  try {
    const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return { fits: await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message), by: 'the browser' };
  } catch {
    return { fits: verifyHere(key, signature, message), by: 'this page' };
  }
}
