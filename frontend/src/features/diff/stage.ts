/** A text that can be searched, by the name that its element carries as data-find. */
export interface Unit {
  find: string;
  /** The item that holds it, by the name that its element carries as data-item. */
  item: string;
  text: string;
}

/** What a view of an event lets the pane do with what it shows. Items go by the names of their elements' data-item. */
export interface Stage {
  /** The items that are changes, from the top. */
  stops: string[];
  /** All that can be searched, drawn or not, from the top. */
  units: () => Unit[];
  /** Draws an item: unfolds what hides it and grows the list. */
  show: (item: string) => Promise<void>;
  /** Folds everything, or opens it where all is folded; absent where nothing folds. */
  foldAll?: () => void;
}
