//! Cutting a page down to what can hold text, before it is parsed.
//!
//! A saved page of megabytes is mostly styles, scripts and pictures as data. Leaving them out here makes
//! parsing fast, and bounds it: elements are nested to [`DEEPEST`] at most, because the time that an HTML
//! parser takes rises with the square of their depth.

use std::collections::HashMap;

use memchr::{memchr, memmem};

/// The deepest nesting of elements; browsers have a limit of 512.
const DEEPEST: usize = 200;
/// How many formatting elements may be open at once; the parser opens them again in every paragraph.
const FORMATTING: usize = 16;
/// How often formatting elements are opened again before they are left out.
const REOPENED: usize = 400_000;
/// The longest attribute, in bytes; longer ones hold pictures.
const ATTRIBUTE: usize = 8 * 1024;

/// A page cut down.
#[derive(Debug, Default)]
pub(super) struct Slim {
    /// What is parsed.
    pub html: String,
    /// The beginnings of its comments.
    pub comments: Vec<String>,
    /// The contents of its JSON-LD scripts.
    pub json_ld: Vec<String>,
    /// How many elements it has.
    pub elements: usize,
    /// Whether elements were left out because they were nested too deeply.
    pub too_deep: bool,
}

/// Cuts a page down.
pub(super) fn slim(page: &str) -> Slim {
    let mut slimmer = Slimmer {
        page,
        out: Slim { html: String::with_capacity(page.len() / 2), ..Slim::default() },
        open: Vec::new(),
        formatting: Vec::new(),
        reopened: 0,
        dropped: HashMap::new(),
    };
    slimmer.run();
    slimmer.out
}

struct Slimmer<'a> {
    page: &'a str,
    out: Slim,
    /// The elements that are open, those with optional end tags left out.
    open: Vec<&'a str>,
    formatting: Vec<&'a str>,
    reopened: usize,
    /// Start tags that were left out, whose end tags are to be left out too.
    dropped: HashMap<String, usize>,
}

impl<'a> Slimmer<'a> {
    fn run(&mut self) {
        let page = self.page;
        let mut at = 0;
        while let Some(next) = memchr(b'<', &page.as_bytes()[at..]) {
            let tag = at + next;
            self.out.html.push_str(&page[at..tag]);
            at = self.markup(tag);
        }
        self.out.html.push_str(&page[at..]);
    }

    /// Takes in the markup that begins at `at`; where it ends.
    fn markup(&mut self, at: usize) -> usize {
        let page = self.page;
        let rest = &page[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = memmem::find(comment.as_bytes(), b"-->");
            if self.out.comments.len() < 40 {
                let body = &comment[..end.unwrap_or(comment.len())];
                let most = body.floor_char_boundary(2000);
                self.out.comments.push(body[..most].to_owned());
            }
            return end.map_or(page.len(), |end| at + 4 + end + 3);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = memchr(b'>', rest.as_bytes()).map_or(page.len(), |end| at + end + 1);
            if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
                self.out.html.push_str(&page[at..end]);
            }
            return end;
        }
        let closing = rest.as_bytes().get(1) == Some(&b'/');
        let name_at = at + 1 + usize::from(closing);
        let name = tag_name(&page[name_at..]);
        if name.is_empty() {
            self.out.html.push_str("&lt;");
            return at + 1;
        }
        let end = tag_end(page, name_at + name.len());
        let lower = name.to_ascii_lowercase();
        if closing {
            self.close(name, &lower);
            return end;
        }
        let attributes = &page[name_at + name.len()..end];
        let self_closing = attributes.trim_end_matches('>').ends_with('/');
        match lower.as_str() {
            "script" => {
                let (body, after) = raw_text(page, end, "script");
                if attributes.to_ascii_lowercase().contains("ld+json") && self.out.json_ld.len() < 60 {
                    self.out.json_ld.push(body.to_owned());
                }
                after
            }
            "style" | "noscript" | "iframe" | "textarea" | "noembed" | "noframes" | "xmp" => {
                raw_text(page, end, &lower).1
            }
            "svg" | "select" | "video" | "audio" | "canvas" | "datalist" if self_closing => end,
            "svg" | "select" | "video" | "audio" | "canvas" | "datalist" => nested(page, end, &lower),
            // SingleFile keeps what web components show in such templates.
            "template" if attributes.contains("shadowroot") || attributes.contains("shadowmode") => end,
            "template" => nested(page, end, "template"),
            "font" | "source" | "path" | "embed" | "param" | "track" | "plaintext" => end,
            _ => {
                self.start(name, &lower, attributes);
                end
            }
        }
    }

    fn start(&mut self, name: &'a str, lower: &str, attributes: &str) {
        self.out.elements += 1;
        if is_formatting(lower) {
            if self.formatting.len() >= FORMATTING || self.reopened > REOPENED {
                *self.dropped.entry(lower.to_owned()).or_default() += 1;
                return;
            }
            self.formatting.push(name);
        } else if !is_void(lower) {
            self.reopened += self.formatting.len();
            if !has_optional_end(lower) {
                if self.open.len() >= DEEPEST {
                    self.out.too_deep = true;
                    *self.dropped.entry(lower.to_owned()).or_default() += 1;
                    return;
                }
                self.open.push(name);
            }
        }
        self.out.html.push('<');
        self.out.html.push_str(lower);
        copy_attributes(attributes, &mut self.out.html);
        self.out.html.push('>');
    }

    fn close(&mut self, name: &str, lower: &str) {
        if let Some(count) = self.dropped.get_mut(lower).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        let stack = if is_formatting(lower) { &mut self.formatting } else { &mut self.open };
        if let Some(at) = stack.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            if is_formatting(lower) {
                stack.remove(at);
            } else {
                stack.truncate(at);
            }
        }
        if matches!(lower, "svg" | "font" | "template" | "script" | "style") {
            return;
        }
        self.out.html.push_str("</");
        self.out.html.push_str(lower);
        self.out.html.push('>');
    }
}

/// The name at the beginning of a tag; empty if there is none.
fn tag_name(rest: &str) -> &str {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':' | '_' | '.'))
        .unwrap_or(rest.len());
    &rest[..end.min(80)]
}

/// Where the tag ends that is open at `at`: after its `>`, quotes respected.
fn tag_end(page: &str, at: usize) -> usize {
    let bytes = page.as_bytes();
    let mut i = at;
    let mut value = false;
    while let Some(b) = bytes.get(i) {
        match b {
            b'>' => return i + 1,
            b'=' => value = true,
            // A quote begins a value only after "=": stray quotes are common.
            b'"' | b'\'' if value => {
                match memchr(*b, &bytes[i + 1..]) {
                    Some(end) => i += end + 1,
                    None => return memchr(b'>', &bytes[i..]).map_or(bytes.len(), |end| i + end + 1),
                }
                value = false;
            }
            b if b.is_ascii_whitespace() => {}
            _ => value = false,
        }
        i += 1;
    }
    bytes.len()
}

/// The text up to the end tag of an element that holds no markup, and where that tag ends.
fn raw_text<'a>(page: &'a str, at: usize, name: &str) -> (&'a str, usize) {
    let mut from = at;
    while let Some(next) = memmem::find(&page.as_bytes()[from..], b"</") {
        let found = from + next;
        let after = found + 2 + name.len();
        if page.as_bytes().get(found + 2..after).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return (&page[at..found], tag_end(page, after));
        }
        from = found + 2;
    }
    (&page[at..], page.len())
}

/// Where an element ends that may hold elements of its own name.
fn nested(page: &str, at: usize, name: &str) -> usize {
    let mut depth = 1_usize;
    let mut from = at;
    while let Some(next) = memchr(b'<', &page.as_bytes()[from..]) {
        let tag = from + next + 1;
        let closing = page.as_bytes().get(tag) == Some(&b'/');
        let start = tag + usize::from(closing);
        from = tag;
        let found = tag_name(&page[start..]);
        if !found.eq_ignore_ascii_case(name) {
            continue;
        }
        let end = tag_end(page, start + found.len());
        from = end;
        if closing {
            depth -= 1;
            if depth == 0 {
                return end;
            }
        } else if !page[start..end].ends_with("/>") {
            depth += 1;
        }
    }
    // Never closed: what follows is text all the same.
    at
}

/// Copies the attributes that say what an element is for.
fn copy_attributes(attributes: &str, out: &mut String) {
    let mut rest = attributes.trim_end_matches('>').trim_end_matches('/');
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len()).max(1);
        let end = rest.ceil_char_boundary(end);
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = None;
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (found, remaining) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => {
                    let end = after.find(char::is_whitespace).unwrap_or(after.len());
                    after.split_at(end)
                }
            };
            value = Some((found, quote.unwrap_or('"')));
            rest = remaining;
        }
        let name = name.to_ascii_lowercase();
        if !is_wanted(&name, value.map_or("", |(value, _)| value)) {
            continue;
        }
        out.push(' ');
        out.push_str(&name);
        if let Some((value, quote)) = value {
            out.push('=');
            out.push(quote);
            // A value without quotes may hold one.
            if value.contains(quote) {
                out.push_str(&value.replace(quote, "&quot;"));
            } else {
                out.push_str(value);
            }
            out.push(quote);
        }
    }
}

fn is_wanted(name: &str, value: &str) -> bool {
    if value.len() > ATTRIBUTE || (name == "href" && value.starts_with("data:")) {
        return false;
    }
    match name {
        "id" | "class" | "href" | "role" | "itemprop" | "itemtype" | "itemscope" | "datetime" | "content"
        | "name" | "property" | "http-equiv" | "charset" | "rel" | "lang" | "xml:lang" | "dir" | "hidden"
        | "aria-hidden" | "aria-modal" | "type" | "pubdate" | "colspan" | "data-component"
        | "data-testid" | "data-qa" | "data-type" | "title" | "summary" | "value" => true,
        // Of news in XML.
        "date.publication" | "norm" | "holder" | "element" | "date" | "literal" => true,
        // The name of a site may stand in its logo alone.
        "alt" => value.len() <= 80,
        "style" => value.contains("none") || value.contains("hidden"),
        _ => name.starts_with("data-") && (name.contains("date") || name.contains("time")),
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "wbr"
            | "basefont"
            | "bgsound"
            | "frame"
            | "keygen"
    )
}

/// Elements that end without an end tag, and so cannot be nested without bound.
fn has_optional_end(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "html"
            | "head"
            | "body"
    )
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_text_is_left_out() {
        for (page, html) in [
            ("<p class=a onclick='x()'>One</p>", "<p class=\"a\">One</p>"),
            ("a<style>p > b {}</style>b<SCRIPT>if (a < b) '</p>'</SCRIPT >c", "abc"),
            ("<img src='data:image/png;base64,AAAA' alt=x>", "<img alt=\"x\">"),
            ("<svg><g><svg></svg></g><text>no</text></svg>yes", "yes"),
            ("<template shadowrootmode=open><p>in</p></template><template>no</template>", "<p>in</p>"),
            ("<p title=\"a > b\">x", "<p title=\"a > b\">x"),
            ("<p x='never closed>text</p>", "<p>text</p>"),
            ("3 < 4 <3", "3 &lt; 4 &lt;3"),
            ("<a href=/x/>y</a>", "<a href=\"/x\">y</a>"),
            ("<font size=2>x</font>", "x"),
            ("<!--c--><!DOCTYPE html>x<!-- never", "<!DOCTYPE html>x"),
        ] {
            assert_eq!(slim(page).html, html, "{page}");
        }
    }

    #[test]
    fn nesting_is_bounded_and_no_text_lost() {
        let deep = format!("{}text{}", "<div><b>".repeat(100_000), "</b></div>".repeat(100_000));
        let slimmed = slim(&deep);
        assert!(slimmed.html.matches("<div").count() <= DEEPEST);
        assert!(slimmed.html.contains("text"));
        assert_eq!(slimmed.html.matches("<div").count(), slimmed.html.matches("</div").count());
        let flat = "<p>a<li>b<div>c</div>".repeat(1000);
        assert_eq!(slim(&flat).html, flat);
    }

    #[test]
    fn comments_and_data_are_kept_apart() {
        let slimmed = slim("<!-- one --><script type=\"application/ld+json\">{\"a\":1}</script><p>x");
        assert_eq!(slimmed.comments, [" one "]);
        assert_eq!(slimmed.json_ld, ["{\"a\":1}"]);
    }
}
