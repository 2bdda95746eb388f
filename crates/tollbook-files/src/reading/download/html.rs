//! A web page as lines, each with the elements that it stands in. Pages of databases hold hundreds of articles, so the
//! page is read as it comes and no tree of it is built.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    CharacterTokens, CommentToken, EndTag, StartTag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};

use super::line::{Line, Tag};

/// Elements nested deeper than this are read as if they were not there.
const DEEPEST: usize = 200;
/// A line longer than this (in bytes) is cut.
const LONGEST: usize = 1024 * 1024;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 39] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "tfoot",
];
/// Elements whose text is no text of the page.
const HIDDEN: [&str; 8] =
    ["script", "style", "title", "noscript", "textarea", "select", "button", "template"];
/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Classes by which databases mark a field inside a line.
const FIELDS: [&str; 5] =
    ["docpublicationname", "docheader", "titrearticle", "headline", "doctitresoussection"];

/// Reads a page piece by piece.
pub(super) struct HtmlLines {
    tokenizer: Tokenizer<Sink>,
}

impl HtmlLines {
    pub fn new() -> Self {
        Self { tokenizer: Tokenizer::new(Sink::default(), TokenizerOpts::default()) }
    }

    /// Takes in a piece of the page.
    pub fn feed(&mut self, piece: &str) {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(piece));
        // The tokenizer pauses after each script; nothing is ever run.
        while !queue.is_empty() {
            let _ = self.tokenizer.feed(&queue);
        }
    }

    /// Ends the page.
    pub fn end(&mut self) {
        self.tokenizer.end();
        self.tokenizer.sink.0.borrow_mut().flush();
    }

    /// The lines that are complete, which are then forgotten.
    pub fn take_lines(&mut self) -> Vec<Line> {
        std::mem::take(&mut self.tokenizer.sink.0.borrow_mut().lines)
    }
}

#[derive(Default)]
struct Sink(RefCell<Page>);

#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    open: Vec<Rc<Tag>>,
    /// Elements that are open but too deep to be looked at.
    beyond: usize,
    hidden: Option<String>,
    serial: u32,
    current: Current,
    css: String,
    /// How the classes of the page's style sheet align their text.
    centred: HashMap<String, bool>,
}

/// The line being read.
#[derive(Default)]
struct Current {
    text: String,
    /// Whether all of the text so far is bold.
    bold: bool,
    within: Vec<Rc<Tag>>,
    anchors: Vec<String>,
    links: Vec<String>,
    after_blank: bool,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            CharacterTokens(text) => page.text(&text),
            CommentToken(text) if text.contains("<DOCFULL>") => {
                page.current.anchors.push("DOCFULL".to_owned())
            }
            TagToken(tag) if tag.kind == StartTag => {
                let attribute = |name: &str| {
                    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
                    found.map_or(String::new(), |attribute| attribute.value.to_string())
                };
                page.start(&tag.name, &attribute, tag.self_closing);
                match &*tag.name {
                    "script" => return TokenSinkResult::RawData(ScriptData),
                    "style" | "noscript" => return TokenSinkResult::RawData(Rawtext),
                    "title" | "textarea" => return TokenSinkResult::RawData(Rcdata),
                    _ => {}
                }
            }
            TagToken(tag) if tag.kind == EndTag => page.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    fn start(&mut self, name: &str, attribute: &dyn Fn(&str) -> String, self_closing: bool) {
        if self.hidden.is_some() {
            return;
        }
        if HIDDEN.contains(&name) {
            if !self_closing || name != "script" {
                self.hidden = Some(name.to_owned());
            }
            return;
        }
        match name {
            "br" => {
                if !self.flush() {
                    self.current.after_blank = true;
                }
                return;
            }
            "hr" => {
                self.flush();
                self.current.text = "_".repeat(60);
                self.flush();
                self.current.after_blank = true;
                return;
            }
            _ if VOID.contains(&name) => return,
            _ => {}
        }
        let class = attribute("class").to_ascii_lowercase();
        let is_field = FIELDS.iter().any(|field| class.contains(field));
        if BLOCKS.contains(&name) || is_field {
            self.flush();
            self.current.after_blank |= BLOCKS.contains(&name);
            self.close_what_ends_before(name);
        }
        if name == "a" {
            self.current
                .anchors
                .extend([attribute("name"), attribute("id")].into_iter().filter(|name| !name.is_empty()));
            self.current.links.extend(Some(attribute("href")).filter(|link| !link.is_empty()));
        }
        if self_closing && !matches!(name, "p" | "div" | "span") {
            return;
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        self.serial = self.serial.wrapping_add(1);
        let id = attribute("id").to_ascii_lowercase();
        let title = if class.contains("date") { attribute("title") } else { String::new() };
        self.open.push(Rc::new(Tag { name: name.to_owned(), class, id, title, serial: self.serial }));
    }

    /// Closes elements whose end may be left out: a paragraph before a block, a cell before the next.
    fn close_what_ends_before(&mut self, name: &str) {
        let (ended, barrier): (&[&str], &[&str]) = match name {
            "td" | "th" => (&["td", "th"], &["table"]),
            "tr" => (&["tr"], &["table"]),
            "li" => (&["li"], &["ul", "ol"]),
            _ => (&["p"], &["td", "th", "article", "div", "section", "li", "blockquote"]),
        };
        for i in (0..self.open.len()).rev() {
            let open = self.open[i].name.as_str();
            if ended.contains(&open) {
                self.open.truncate(i);
                return;
            }
            if barrier.contains(&open) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(hidden) = &self.hidden {
            if hidden == name {
                self.hidden = None;
                if name == "style" {
                    self.read_css();
                }
            }
            return;
        }
        if self.beyond > 0 && !VOID.contains(&name) {
            self.beyond -= 1;
            if BLOCKS.contains(&name) {
                self.flush();
            }
            return;
        }
        if name == "br" || BLOCKS.contains(&name) {
            self.flush();
            self.current.after_blank |= name != "br";
        }
        // A stray end of a div or a paragraph closes no cell and no article.
        let crosses = matches!(name, "table" | "article" | "body" | "html" | "tr" | "tbody" | "thead");
        for i in (0..self.open.len()).rev() {
            let open = &self.open[i];
            if open.name == name {
                if FIELDS.iter().any(|field| open.class.contains(field)) {
                    self.flush();
                }
                self.open.truncate(i);
                return;
            }
            if !crosses && matches!(open.name.as_str(), "td" | "th" | "table" | "article") {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(hidden) = &self.hidden {
            if hidden == "style" && self.css.len() < LONGEST {
                self.css.push_str(text);
            }
            return;
        }
        let preserves_lines = self.open.iter().any(|tag| tag.name == "pre");
        if !preserves_lines {
            self.words(text);
            return;
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 && !self.flush() {
                self.current.after_blank = true;
            }
            self.words(line);
        }
    }

    fn words(&mut self, text: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        let is_bold =
            || self.open.iter().any(|tag| matches!(tag.name.as_str(), "b" | "strong" | "h1" | "h2" | "h3"));
        let current = &mut self.current;
        for (i, word) in text.split(is_space).enumerate() {
            if i > 0 && !current.text.is_empty() && !current.text.ends_with(' ') {
                current.text.push(' ');
            }
            if word.is_empty() {
                continue;
            }
            if current.text.is_empty() {
                current.within.clone_from(&self.open);
                current.bold = true;
            }
            current.bold &= is_bold();
            current.text.push_str(word);
        }
        if self.current.text.len() > LONGEST {
            self.flush();
        }
    }

    /// Ends the line; whether there was one.
    fn flush(&mut self) -> bool {
        let text = self.current.text.trim();
        if text.is_empty() {
            self.current.text.clear();
            return false;
        }
        let text = text.to_owned();
        let current = std::mem::take(&mut self.current);
        let aligned = current.within.iter().rev().find_map(|tag| {
            if tag.name == "center" {
                return Some(true);
            }
            tag.class.split_whitespace().find_map(|class| self.centred.get(class).copied())
        });
        self.lines.push(Line {
            text,
            centred: aligned == Some(true),
            bold: current.bold,
            after_blank: current.after_blank,
            anchors: current.anchors,
            links: current.links,
            within: current.within,
            ..Line::default()
        });
        true
    }

    /// Finds the classes of a style sheet that set their text in the middle, or at the side.
    fn read_css(&mut self) {
        let css = std::mem::take(&mut self.css).to_ascii_lowercase();
        for rule in css.split('}') {
            let Some((selector, style)) = rule.rsplit_once('{') else { continue };
            let Some((_, align)) = style.split_once("text-align") else { continue };
            let align = align.trim_start_matches([':', ' ']);
            let Some(class) = selector.trim().rsplit('.').next() else { continue };
            self.centred.insert(class.to_owned(), align.starts_with("center"));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(page: &str) -> Vec<Line> {
        let mut html = HtmlLines::new();
        html.feed(page);
        html.end();
        assert!(html.tokenizer.sink.0.borrow().open.len() <= DEEPEST);
        html.take_lines()
    }

    fn texts(page: &str) -> Vec<String> {
        lines(page).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn blocks_breaks_and_hidden_elements() {
        let page = "<html><head><title>No</title><style>p{}</style><script>var a='<p>no</p>';</script></head><body>
            <p>One <b>bold</b>\n word<p>Two<br>Three<br/><br>Four<table><tr><td>A<td>B</table>tail<pre>x\n\ny</pre>";
        assert_eq!(texts(page), ["One bold word", "Two", "Three", "Four", "A", "B", "tail", "x", "y"]);
        let blanks: Vec<bool> = lines(page).iter().map(|line| line.after_blank).collect();
        assert_eq!(blanks, [true, true, false, true, true, true, true, true, true]);
    }

    #[test]
    fn elements_anchors_and_alignment() {
        let page = "<style>.c0 { text-align: center; } .c1{text-align:left}</style><a name=\"DOC_ID_0_0\"></a><div class=c0>Paper\
            <p class=c1>Text</div><article><div>x</div></div></div>y</article><span class=DocHeader>H</span>z";
        let lines = lines(page);
        let shown: Vec<(&str, bool, bool)> = lines
            .iter()
            .map(|l| (l.text.as_str(), l.centred, l.inside_element("article").is_some()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Paper", true, false),
                ("Text", false, false),
                ("x", false, true),
                ("y", false, true),
                ("H", false, false),
                ("z", false, false)
            ]
        );
        assert_eq!(lines[0].anchors, ["DOC_ID_0_0"]);
        assert!(lines[4].inside("docheader").is_some() && lines[5].inside("docheader").is_none());
    }

    #[test]
    fn a_hundred_thousand_nested_elements() {
        let page = format!("{}text{}<p>after", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(texts(&page), ["text", "after"]);
    }

    proptest! {
        #[test]
        fn any_page_is_read_and_in_pieces_alike(parts in prop::collection::vec("<p>|</p>|<div class=\"DocHeader\">|</div>|<td>|<table>|</table>|<br>|<article>|</article>|<!--|-->|<style>|</style>|<script>|</script>|&eacute;|&nbsp;|é|x y|<a name='q'>|\\PC{0,4}", 0..40), cut in 0usize..200) {
            let page = parts.concat();
            let whole = texts(&page);
            let cut = (cut..=page.len()).find(|at| page.is_char_boundary(*at)).unwrap_or(page.len());
            let mut html = HtmlLines::new();
            html.feed(&page[..cut]);
            html.feed(&page[cut..]);
            html.end();
            let pieces: Vec<String> = html.take_lines().into_iter().map(|line| line.text).collect();
            prop_assert_eq!(whole, pieces);
        }
    }
}
