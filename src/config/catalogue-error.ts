/** A fault in a file that people write: it says where, what is wrong and what should stand there. */
export class CatalogueError extends Error {
  override name = "CatalogueError";
}
