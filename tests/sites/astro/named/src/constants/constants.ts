export const PAGE_SIZE = 3;

export const LIGHT_MODE = "light";
