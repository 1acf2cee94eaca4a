/** Sends a file to the service, with word of how far it has come, which fetch cannot give. */

import { get, key, Refused, within } from './api.js';

/**
 * Uploads a dataset.
 *
 * @param {string} path with its query
 * @param {File} file
 * @param {function(number)} sent called with the share that the service has: 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<object>} the service's answer
 * @throws {Refused} in its words
 */
export async function upload(path, file, sent, signal) {
  try {
    return await once(path, file, sent, signal);
  } catch (problem) {
    if (problem.status !== 401) {
      throw problem;
    }
    await get('/datasets', signal);
    return once(path, file, sent, signal);
  }
}

function once(path, file, sent, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('POST', within(path));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (key.get() !== null) {
      request.setRequestHeader('Authorization', `Bearer ${key.get()}`);
    }
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 1);
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new Refused(request.status, request.response ?? {}));
    request.onerror = () =>
      reject(new Refused(0, { detail: 'The connection broke off while the file was sent. Is the service running?' }));
    request.onabort = () => reject(new DOMException('the upload was given up', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop, { once: true });
    request.send(file);
  });
}
