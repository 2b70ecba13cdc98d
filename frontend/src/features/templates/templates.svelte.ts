import { templates as door, toApiError, type ApiError, type TemplateChoices, type TemplateForm } from '../../lib/api';
import { session } from '../../lib/session.svelte';

/** How Excel files are laid out: the ones that are kept, and the one that is edited. */
export class Layouts {
  list: TemplateForm[] = $state.raw([]);
  choices: TemplateChoices = $state.raw({ columns: [], sheets: [] });
  /** The dialog is open. */
  open = $state(false);
  /** Name of the kept one that is edited; '' for a new one. */
  edited = $state('');
  form: TemplateForm = $state(empty([], []));
  error: ApiError | null = $state.raw(null);

  #chosen: (name: string) => void = () => undefined;

  /** Reads what is kept. */
  async load(): Promise<void> {
    try {
      const [list, choices] = await Promise.all([door.list(), door.choices()]);
      this.list = list;
      this.choices = choices;
    } catch (reason) {
      session.notify(reason);
    }
  }

  /** Opens the dialog on a kept one, or with '' on a new one; `chosen` hears which one is wanted in the end. */
  show(name: string, chosen: (name: string) => void): void {
    this.#chosen = chosen;
    this.edit(name);
    this.open = true;
  }

  /** Turns to a kept one, or with '' to a new one. */
  edit(name: string): void {
    this.error = null;
    const kept = this.list.find((one) => one.name === name);
    this.edited = kept ? name : '';
    this.form = kept ? structuredClone(kept) : empty(this.choices.columns.map((column) => column.name), [...this.choices.sheets]);
  }

  close(): void {
    this.open = false;
  }

  async chooseLogo(): Promise<void> {
    await this.#try(async () => {
      this.form.logo = (await door.chooseLogo()) || this.form.logo;
    });
  }

  /** Keeps the form under its name, chooses it, and closes. */
  async save(): Promise<void> {
    await this.#try(async () => {
      const form = $state.snapshot(this.form);
      await door.save(form);
      if (this.edited !== '' && this.edited !== form.name.trim()) await door.remove(this.edited); // it got another name
      await this.load();
      this.#chosen(form.name.trim());
      this.close();
    });
  }

  async remove(): Promise<void> {
    await this.#try(async () => {
      await door.remove(this.edited);
      await this.load();
      this.#chosen('');
      this.edit('');
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (reason) {
      this.error = toApiError(reason);
    }
  }
}

const empty = (columns: string[], sheets: string[]): TemplateForm => ({ name: '', title: '', language: 'en', columns, sheets, logo: '' });

/** The window's layouts; one instance. */
export const templates = new Layouts();
