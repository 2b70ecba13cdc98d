// JSON taken apart without losing what JSON.parse loses (digits, names that
// occur twice), and written in its canonical form: RFC 8785, and beyond it as
// Trailbook does.
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// What may stand in a text is said by what may not: control characters.
// eslint-disable-next-line no-control-regex
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;

class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.count = 0;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw new Error(`not JSON at character ${this.at}`);
    this.at = pattern.lastIndex;
    return found[0];
  }

  is(sign) {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  whole() {
    this.match(SPACE);
    const value = this.value();
    this.match(SPACE);
    if (this.at < this.text.length) throw new Error(`not JSON at character ${this.at}`);
    return value;
  }

  value() {
    const node = { number: this.count++ };
    switch (this.text[this.at]) {
      case '{':
        node.members = this.list('}');
        break;
      case '[':
        node.items = this.list(']');
        break;
      case '"':
        node.text = JSON.parse(this.match(TEXT));
        break;
      case 't': case 'f': case 'n':
        node.word = this.match(WORD);
        break;
      default:
        node.digits = this.match(NUMBER);
    }
    return node;
  }

  list(closing) {
    const inside = [];
    this.at++;
    this.match(SPACE);
    if (this.is(closing)) return inside;
    for (;;) {
      let name;
      if (closing === '}') {
        name = JSON.parse(this.match(TEXT));
        this.match(SPACE);
        if (!this.is(':')) throw new Error(`not JSON at character ${this.at}`);
        this.match(SPACE);
      }
      const value = this.value();
      value.name = name;
      inside.push(value);
      this.match(SPACE);
      if (this.is(closing)) return inside;
      if (!this.is(',')) throw new Error(`not JSON at character ${this.at}`);
      this.match(SPACE);
    }
  }
}

const parseJSON = (text) => new Parser(text).whole();

/** The last member of an object by a name. */
function member(node, name) {
  return node.members?.findLast((one) => one.name === name);
}

function quoted(text) {
  return JSON.stringify(text); // escapes what RFC 8785 wants, and halves of pairs
}

/** The value of a number as digits and a power of ten, to compare. */
function decimal(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length);
  return `${sign}${kept}e${power}`;
}

/** A number as ECMAScript prints it, or as it stands where that would be another. */
function canonicalNumber(text) {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const printed = String(number);
  return text === printed || decimal(text) === decimal(printed) ? printed : text;
}

/** The canonical form of a node; changed has what takes the place of others, by their numbers. */
function canonical(node, changed) {
  const with_ = changed?.values.get(node.number);
  if (with_ !== undefined) return quoted(with_);
  if (node.members) {
    const named = node.members.map((one) => [changed?.names.get(one.number) ?? one.name, one]);
    named.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${named.map(([name, one]) => `${quoted(name)}:${canonical(one, changed)}`).join(',')}}`;
  }
  if (node.items) return `[${node.items.map((one) => canonical(one, changed)).join(',')}]`;
  if (node.text !== undefined) return quoted(node.text);
  return node.word ?? canonicalNumber(node.digits);
}
