import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const gateway = process.env['RAPPORT_GATEWAY'] ?? 'http://127.0.0.1:4100';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The first browsers with light-dark(); for older ones it would be rewritten in a way that ignores the chosen look.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': gateway, '/dev': gateway } },
});
