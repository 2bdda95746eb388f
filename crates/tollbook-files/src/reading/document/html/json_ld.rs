//! What a page's JSON-LD says about its article.

use std::collections::HashMap;

use serde_json::Value;

/// One article, or the page around it, as JSON-LD describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub is_article: bool,
    pub headline: Option<String>,
    pub published: Option<String>,
    /// When it was made, which may be before or long after its publication.
    pub created: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub section: Option<String>,
    pub body: Option<String>,
}

/// Everything that the scripts describe, articles first, otherwise in the order of the page.
pub(super) fn described(scripts: &[String]) -> Vec<Described> {
    let mut found = Vec::new();
    let values: Vec<(&String, Option<Value>)> =
        scripts.iter().map(|script| (script, parsed(script))).collect();
    let mut named = HashMap::new();
    values.iter().filter_map(|(_, value)| value.as_ref()).for_each(|value| name_ids(value, 0, &mut named));
    for (script, value) in &values {
        match value {
            Some(value) => collect(value, 0, &named, &mut found),
            None => found.extend(salvaged(script)),
        }
    }
    found.sort_by_key(|described| !described.is_article);
    found
}

/// Reads a script as JSON, with the mistakes mended that pages make.
fn parsed(script: &str) -> Option<Value> {
    let mut text = script.trim();
    for (before, after) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
    {
        text = text.strip_prefix(before).unwrap_or(text);
        text = text.strip_suffix(after).unwrap_or(text).trim();
    }
    let text = text.trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    serde_json::from_str(&mended(text)).ok()
}

/// Line ends and tabs within strings escaped, commas before a closing bracket left out, one object after
/// another made a list.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        if in_string {
            match c {
                _ if escaped => {
                    escaped = false;
                    if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.push('\\');
                    }
                    out.push(c);
                    continue;
                }
                '\\' => escaped = true,
                '"' => in_string = false,
                '\n' => {
                    out.push_str("\\n");
                    continue;
                }
                '\r' => continue,
                '\t' => {
                    out.push_str("\\t");
                    continue;
                }
                c if c.is_control() => continue,
                _ => {}
            }
        } else {
            match c {
                '"' => in_string = true,
                ']' | '}' => {
                    let kept = out.trim_end().len();
                    if out[..kept].ends_with(',') {
                        out.truncate(kept - 1);
                    }
                }
                _ => {}
            }
        }
        out.push(c);
    }
    out
}

/// What the things of a page are called, by the ids by which others refer to them.
type Named = HashMap<String, String>;

fn name_ids(value: &Value, depth: usize, named: &mut Named) {
    if depth > 6 || named.len() > 500 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| name_ids(value, depth + 1, named)),
        Value::Object(object) => {
            if let (Some(Value::String(id)), Some(name)) =
                (object.get("@id"), object.get("name").and_then(text_of))
            {
                named.entry(id.clone()).or_insert(name);
            }
            object.values().for_each(|value| name_ids(value, depth + 1, named));
        }
        _ => {}
    }
}

fn collect(value: &Value, depth: usize, named: &Named, found: &mut Vec<Described>) {
    if depth > 6 || found.len() > 200 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, named, found)),
        Value::Object(object) => {
            let types = types(value);
            let is_article = types.iter().any(|name| is_article(name));
            let is_page = types.iter().any(|name| name.ends_with("Page") || name == "WebSite");
            if is_article || is_page {
                found.push(describe(value, is_article, named));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subjectOf"] {
                if let Some(inner) = object.get(key) {
                    collect(inner, depth + 1, named, found);
                }
            }
        }
        _ => {}
    }
}

fn types(value: &Value) -> Vec<String> {
    let name = |value: &Value| {
        value.as_str().map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or(name).to_owned())
    };
    match value.get("@type") {
        Some(Value::Array(values)) => values.iter().filter_map(name).collect(),
        Some(value) => name(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || name.ends_with("Posting")
        || matches!(name, "Report" | "CreativeWork" | "PressRelease")
}

fn describe(value: &Value, is_article: bool, named: &Named) -> Described {
    let names = |value: &Value| names(value).or_else(|| named.get(value.get("@id")?.as_str()?).cloned());
    let words = |key: &str| value.get(key).and_then(text_of);
    Described {
        is_article,
        headline: words("headline").or_else(|| words("name")),
        published: words("datePublished"),
        created: words("dateCreated").or_else(|| words("coverageStartTime")),
        author: value.get("author").or_else(|| value.get("creator")).and_then(names),
        publisher: value.get("publisher").or_else(|| value.get("sourceOrganization")).and_then(names),
        url: words("url")
            .or_else(|| value.get("mainEntityOfPage").and_then(address))
            .or_else(|| words("@id")),
        language: words("inLanguage"),
        section: value.get("articleSection").and_then(|section| match section {
            Value::Array(sections) => sections.first().and_then(text_of),
            section => text_of(section),
        }),
        body: words("articleBody"),
    }
}

/// A string, or the first of a list, or what an object calls itself; entities read.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => unescaped(text),
        Value::Array(values) => return values.first().and_then(text_of),
        Value::Object(object) => {
            return object.get("name").or_else(|| object.get("@value")).and_then(text_of);
        }
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Object(object) => object.get("@id").or_else(|| object.get("url")).and_then(text_of),
        _ => None,
    }
}

/// The names of people or organisations, separated by commas.
fn names(value: &Value) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let values = match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    for name in values.iter().filter_map(text_of) {
        if !name.starts_with("http") && !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// What can be read from a script that is no JSON: the strings that follow known keys.
fn salvaged(script: &str) -> Option<Described> {
    let after = |key: &str| -> Option<String> {
        let at = script.find(&format!("\"{key}\""))? + key.len() + 2;
        let value = script[at..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let mut out = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next()? {
                    'n' | 't' | 'r' => out.push(' '),
                    c => out.push(c),
                },
                c => out.push(c),
            }
            if out.len() > 2000 {
                return None;
            }
        }
        let out = unescaped(&out).trim().to_owned();
        (!out.is_empty()).then_some(out)
    };
    let found = Described {
        is_article: script.contains("Article\"") || script.contains("Posting\""),
        headline: after("headline"),
        published: after("datePublished"),
        url: after("url"),
        language: after("inLanguage"),
        section: after("articleSection"),
        ..Described::default()
    };
    (found.is_article && found != Described { is_article: true, ..Described::default() }).then_some(found)
}

/// Character references read: pages escape the strings of their JSON-LD twice.
fn unescaped(text: &str) -> String {
    if text.contains('&') { html_escape::decode_html_entities(text).into_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(script: &str) -> Described {
        described(&[script.to_owned()]).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn articles_in_every_shape() {
        for script in [
            r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"Raid &amp; reply","datePublished":"2014-11-03T07:10:00+01:00"}"#,
            r#"[{"@type":"WebSite","name":"The Paper"},{"@type":["ReportageNewsArticle"],"headline":"Raid & reply","datePublished":"2014-11-03T07:10:00+01:00"}]"#,
            r#"{"@graph":[{"@type":"WebPage","datePublished":"1999-01-01","name":"Page"},{"@type":"http://schema.org/NewsArticle","headline":"Raid & reply","datePublished":["2014-11-03T07:10:00+01:00"]}]}"#,
            r#"{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"Raid & reply","datePublished":"2014-11-03T07:10:00+01:00"}}"#,
            "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Raid & reply\",\"datePublished\":\"2014-11-03T07:10:00+01:00\",\"description\":\"two\nlines\",}\n//]]>",
            r#"{"@type":"NewsArticle","headline":"Raid & reply","datePublished":"2014-11-03T07:10:00+01:00","description":"a "quoted" word"}"#,
        ] {
            let found = first(script);
            assert!(found.is_article, "{script}");
            assert_eq!(found.headline.as_deref(), Some("Raid & reply"), "{script}");
            assert_eq!(found.published.as_deref(), Some("2014-11-03T07:10:00+01:00"), "{script}");
        }
    }

    #[test]
    fn names_of_people_and_publishers() {
        let found = first(
            r#"{"@type":"NewsArticle","author":[{"@type":"Person","name":"A. One"},{"name":"B. Two"},"https://example.org/c"],"publisher":{"name":"The Paper"},"mainEntityOfPage":{"@id":"https://example.org/raid"}}"#,
        );
        assert_eq!(found.author.as_deref(), Some("A. One, B. Two"));
        assert_eq!(found.publisher.as_deref(), Some("The Paper"));
        assert_eq!(found.url.as_deref(), Some("https://example.org/raid"));
    }

    #[test]
    fn a_publisher_that_is_named_elsewhere_in_the_graph() {
        let found = first(
            r##"{"@graph":[{"@type":"Organization","@id":"https://p.example/#org","name":"The Paper"},{"@type":"NewsArticle","headline":"Raid","publisher":{"@id":"https://p.example/#org"}}]}"##,
        );
        assert_eq!(found.publisher.as_deref(), Some("The Paper"));
    }

    #[test]
    fn what_is_no_article_says_nothing() {
        for script in [
            "",
            "{",
            "null",
            "[[[[[[[[[[[[]]]]]]]]]]]]",
            r#"{"@type":"BreadcrumbList"}"#,
            "\"datePublished\"",
        ] {
            assert_eq!(described(&[script.to_owned()]), [], "{script}");
        }
    }
}
