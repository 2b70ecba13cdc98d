import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DemoTenant } from './tenants';

/** A gateway before a tenant, with tokens of its own: their end can be chosen, which the tenant does not offer. */
export interface Gateway extends DemoTenant {
  /** A token that says that it ends then. */
  token: (until: number) => string;
  /** How often it was asked so far. */
  requests: () => number;
  /** From now on it asks every caller to come again in half a minute. */
  refuse: () => void;
}

/** Starts one before a tenant: whatever token comes, the tenant gets one of its own. */
export async function startGateway(tenant: DemoTenant): Promise<Gateway> {
  const signedIn = await fetch(`${tenant.url}/user/auth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: tenant.email, password: tenant.password }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  let refusing = false;
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests++;
    void (async () => {
      if (refusing) return response.writeHead(503, { 'retry-after': '30' }).end();
      const body: Buffer[] = [];
      for await (const part of request) body.push(part as Buffer);
      const answer = await fetch(tenant.url + (request.url ?? ''), {
        method: request.method ?? 'GET',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body.length > 0 ? { body: Buffer.concat(body) } : {}),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      return response.end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    ...tenant,
    url: `http://127.0.0.1:${port}`,
    token: (until) => [part({ alg: 'HS256' }), part({ exp: Math.floor(until / 1000) }), 'c2lnbmVk'].join('.'),
    requests: () => requests,
    refuse: () => (refusing = true),
    stop: () => {
      server.close();
      tenant.stop();
    },
  };
}
