package index

// usualMemory stands for that of a machine that does not tell.
const usualMemory = 8 << 30
