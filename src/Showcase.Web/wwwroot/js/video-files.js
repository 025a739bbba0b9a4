// Which of several files are films, by what the browser or their names say. What they are indeed, the server finds out.

const extensions = /\.(mp4|m4v|mov|mkv|webm|mxf|ts|mts|m2ts|avi|mpg|mpeg)$/i;

export const isVideo = file => !file.name.startsWith(".") && (file.type.startsWith("video/") || extensions.test(file.name));
