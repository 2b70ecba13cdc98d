import { getContext, setContext } from 'svelte';
import { events, type Side } from '../../lib/api';

/** Where a value that is longer than shown is read whole. */
export type Values = (event: number, path: string, side: Side) => Promise<string>;

const KEY = Symbol('values');

/** Says where the values of the views below come from, where that is not an event. */
export const giveValues = (values: Values): Values => setContext(KEY, values);

/** Where the values here come from: the event, unless said otherwise. */
export const valuesHere = (): Values => getContext<Values | undefined>(KEY) ?? events.value;
