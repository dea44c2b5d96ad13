// Opens the port, and says in a person's words why it cannot be opened.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeadroomError } from '../errors.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Resolves with the port that was opened. Throws `PORT_IN_USE` or `BAD_OPTION`. */
export function listen(server: Server, address: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(explain(error, address));
    server.once('error', onError);
    server.listen({ host: address.host, port: address.port }, () => {
      server.off('error', onError);
      // A TCP server always has an AddressInfo; the other forms belong to pipes and closed servers.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, { host, port }: ListenAddress): Error {
  if (error.code === 'EADDRINUSE') {
    return new HeadroomError('PORT_IN_USE', `Port ${port} on ${host} is in use.`, {
      hint: 'Stop what listens there, or choose another port with --port (0 takes any free one).',
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new HeadroomError('BAD_OPTION', `Port ${port} may not be opened by this user.`, {
      hint: 'Choose a port above 1023 with --port.',
      cause: error,
    });
  }
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code ?? '')) {
    return new HeadroomError('BAD_OPTION', `${host} is not an address of this machine.`, {
      hint: 'Choose one with --host; 127.0.0.1 is the default.',
      cause: error,
    });
  }
  return error;
}
