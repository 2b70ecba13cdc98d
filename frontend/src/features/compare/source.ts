import { history, type Question } from '../../lib/api';
import type { Source } from '../diff/source';

/** What differs between the two states of a question. */
export const comparedSource = (question: Question): Source => ({
  name: 'comparison',
  text: (noise) => history.comparedText(question, noise),
  equalLines: (noise, before, after, count) => history.comparedLines(question, noise, before, after, count),
  tree: (noise) => history.comparedTree(question, noise),
  value: (path, side) => history.comparedValue(question, path, side),
  valueDiff: (path) => history.comparedValueDiff(question, path),
  reveal: (path, side) => history.comparedReveal(question, path, side),
  copy: (format) => history.comparedCopy(question, format, ''),
});
