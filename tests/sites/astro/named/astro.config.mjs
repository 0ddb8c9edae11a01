import { defineConfig } from "astro/config";
export default defineConfig({
	site: "https://named.example.org/",
	base: "/",
	trailingSlash: "always",
	integrations: [],
	vite: { build: { rollupOptions: { onwarn(warning, warn) { warn(warning); } } } },
});
