//! Items of a feed in JSON (jsonfeed.org).

use serde_json::{Map, Value};

use crate::reading::download::{Part, text_of_markup};

/// Whether the names outside of the records are those of such a feed.
pub(super) fn is_feed(context: &Map<String, Value>) -> bool {
    let version = context.get("version").and_then(Value::as_str);
    version.is_some_and(|version| version.contains("jsonfeed.org"))
}

/// An item as an article, with the feed's title as its source.
pub(super) fn item(record: &Value, context: &Map<String, Value>) -> Part {
    let string = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    let of = |key: &str| string(record.get(key));
    let first =
        |keys: &[&str]| keys.iter().map(|key| of(key)).find(|value| !value.is_empty()).unwrap_or_default();
    let authors = record.get("authors").and_then(Value::as_array).into_iter().flatten();
    let authors = authors.chain(record.get("author")).filter_map(|author| author.get("name")?.as_str());
    let markup = of("content_html");
    let id = record.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    Part {
        title: of("title"),
        date: first(&["date_published", "date_modified"]),
        source: string(context.get("title")),
        byline: authors.collect::<Vec<_>>().join(", "),
        language: first(&["language"]),
        url: first(&["url", "external_url"]),
        number: id.unwrap_or_default(),
        text: if markup.is_empty() { first(&["content_text", "summary"]) } else { text_of_markup(&markup) },
        ..Part::default()
    }
}
