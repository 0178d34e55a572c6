import QRCode from 'qrcode';
import { Html } from '../pages/html.js';

/** The address as an image that a telephone reads from paper. */
export async function qrCode(address: string): Promise<Html> {
  return new Html(await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }));
}
