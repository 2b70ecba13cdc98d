import { session } from '../../lib/session.svelte';

/** Which dialog about a tenant is open; wherever it is asked for, it opens in one place. */
export class TenantDialogs {
  open: '' | 'add' | 'edit' | 'token' | 'remove' = $state('');
  /** Name of the tenant it is about; '' for a new one. */
  name = $state('');

  /** The tenant it is about; null for a new one. */
  readonly tenant = $derived(session.tenants.find(({ name }) => name === this.name) ?? null);

  add(): void {
    this.#show('add', '');
  }
  edit(name: string): void {
    this.#show('edit', name);
  }
  /** Edits a tenant, ready for a new token to be pasted. */
  token(name: string): void {
    this.#show('token', name);
  }
  remove(name: string): void {
    this.#show('remove', name);
  }
  close(): void {
    this.open = '';
  }

  #show(dialog: 'add' | 'edit' | 'token' | 'remove', name: string): void {
    this.name = name;
    this.open = dialog;
  }
}

/** The window's dialogs about tenants; one instance. */
export const dialogs = new TenantDialogs();
