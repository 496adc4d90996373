// Undo the compression of zlib (RFC 1950 and 1951), at once. The browser's own way, DecompressionStream, answers after
// several turns of its event loop; they took a quarter of the time from a key press to its picture.

// Symbols in the order of their codes, and how many codes there are of each length.
function codesOf(lengths) {
  const counts = new Array(16).fill(0);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const used = [...lengths.keys()].filter((symbol) => lengths[symbol]);
  return { counts, symbols: used.sort((a, b) => lengths[a] - lengths[b] || a - b) };
}

const FIXED = [
  codesOf(Array.from({ length: 288 }, (_, k) => (k < 144 ? 8 : k < 256 ? 9 : k < 280 ? 7 : 8))),
  codesOf(new Array(30).fill(5)),
];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]; // of the lengths of a table's own codes

class Bits {
  constructor(bytes) {
    Object.assign(this, { bytes, at: 0, held: 0, count: 0 });
  }
  take(bits) {
    for (; this.count < bits; this.count += 8) {
      if (this.at === this.bytes.length) throw new Error("a view came incomplete; run this cell again");
      this.held |= this.bytes[this.at++] << this.count;
    }
    const value = this.held & ((1 << bits) - 1);
    this.held >>>= bits;
    this.count -= bits;
    return value;
  }
  symbol({ counts, symbols }) {
    for (let length = 1, code = 0, first = 0, index = 0; length < 16; length++) {
      code = (code << 1) | this.take(1);
      first <<= 1;
      if (code < first + counts[length]) return symbols[index + code - first];
      index += counts[length];
      first += counts[length];
    }
    throw new Error("a view came damaged; run this cell again");
  }
  tables() {
    const literals = this.take(5) + 257;
    const all = literals + this.take(5) + 1;
    const own = new Array(19).fill(0);
    for (let k = 0, last = this.take(4) + 4; k < last; k++) own[ORDER[k]] = this.take(3);
    const codes = codesOf(own);
    const lengths = [];
    while (lengths.length < all) {
      const symbol = this.symbol(codes);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16) lengths.push(...new Array(3 + this.take(2)).fill(lengths.at(-1)));
      else lengths.push(...new Array(symbol === 17 ? 3 + this.take(3) : 11 + this.take(7)).fill(0));
    }
    return [codesOf(lengths.slice(0, literals)), codesOf(lengths.slice(literals))];
  }
}

function inflated(bytes) {
  const bits = new Bits(bytes);
  const out = [];
  bits.take(16); // the header
  for (let last = 0; !last; ) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) {
      bits.take(bits.count); // a block that is not compressed begins at a whole byte
      for (let left = bits.take(16) + 0 * bits.take(16); left; left--) out.push(bits.take(8));
      continue;
    }
    const [literals, distances] = kind === 1 ? FIXED : bits.tables();
    for (let symbol; (symbol = bits.symbol(literals)) !== 256; ) {
      if (symbol < 256) {
        out.push(symbol);
        continue;
      }
      const longer = symbol - 257;
      const more = longer < 8 || longer === 28 ? 0 : (longer >> 2) - 1;
      let length = longer < 8 ? 3 + longer : longer === 28 ? 258 : 3 + ((4 + (longer & 3)) << more);
      length += bits.take(more);
      const far = bits.symbol(distances);
      const farther = far < 4 ? 0 : (far >> 1) - 1;
      const back = (far < 4 ? 1 + far : 1 + ((2 + (far & 1)) << farther)) + bits.take(farther);
      for (; length; length--) out.push(out[out.length - back]);
    }
  }
  return Uint8Array.from(out);
}
