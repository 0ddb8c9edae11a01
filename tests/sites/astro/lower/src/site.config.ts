export const siteConfig = { url: "https://lower.example.org/", title: "Lower" };
