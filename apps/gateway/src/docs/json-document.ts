/** A JSON value that nobody has looked into yet. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** An OpenAPI document as far as merging has to know it. */
export interface OpenApiDocument extends JsonObject {
  paths: Record<string, JsonObject>;
  components: Record<string, JsonObject>;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy in which every object has been through `change`, the innermost first. */
export function mapObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = mapObjects(inner, change);
  return change(copy);
}
