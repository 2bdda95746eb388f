//! Finding the article in a page.

use std::collections::HashMap;

use dom_query::{Document as Dom, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::super::{Builder, ElementKind};
use super::clean::{Amount, amounts, is_lead_in, names};
use super::metadata::{likeness, tidy};
use super::walk::Walker;

/// How pages mark the text of an article, the surest first. Only text within is the article.
const MARKED: &[&str] = &[
    "[itemprop~=articleBody]",
    "[property~=articleBody]",
    "#article-body, #articleBody, #story-body, #storybody",
    ".article-body, .articleBody, .article__body, .article_body, .ArticleBody, .articlebody",
    ".story-body, .storyBody, .story__body, .story-content, .article__content, .article-content, .article_content, .articleContent, .articleText, .article-text, .article__text",
    ".entry-content, .post-content, .post-body, .post__content, .td-post-content, .single-content, .news-content, .news-text, .newsText",
    "[data-component=text-block]",
];

/// What holds the article and often more.
const AROUND: &[&str] = &["article", "main", "[role=main]", "#content", "#main"];

/// The most elements that are scored to find the article; a page with more is read whole.
pub(super) const SCORED: usize = 60_000;

/// How the text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextOrigin {
    /// As marked, or as the readability algorithm scores it.
    Article,
    /// In the page's metadata.
    Metadata,
    /// Not found: all text of the page.
    WholePage,
}

/// Writes the article of a cleaned page that was parsed from `html`. `is_scored` allows the readability algorithm; `title` is its headline, `body`
/// the text that its metadata give.
pub(super) fn write_main_text(
    (dom, html): (Dom, &str),
    is_scored: bool,
    title: Option<&str>,
    body: Option<&str>,
    builder: &mut Builder,
) -> TextOrigin {
    let lead = lead_in(&dom, title);
    let (marked, around) = match dom.body() {
        Some(body) => {
            let amounts = amounts(&body);
            (marked(&dom, &html.to_ascii_lowercase(), &amounts), around(&dom, &body, &amounts))
        }
        None => (None, None),
    };
    let mut text = marked.unwrap_or_default();
    let sure = text.amount >= 250;
    if !sure && is_scored {
        let scored = scored(&dom);
        if let Some(scored) = scored {
            let least = around.as_ref().map_or(0, |around| around.amount / 2);
            if scored.amount >= least.max(text.amount) {
                text = scored;
            }
        }
    }
    if let Some(around) = around
        && text.amount < around.amount / 2
        && !sure
    {
        text = around;
    }
    if let Some(body) = body
        && body.len() >= 300
        && text.amount * 2 < body.chars().filter(|c| !c.is_whitespace()).count()
    {
        write_title(title, body, builder);
        for paragraph in plain(body).lines() {
            builder.start(ElementKind::Paragraph);
            builder.push(paragraph);
            builder.end();
        }
        return TextOrigin::Metadata;
    }
    let found = if text.amount == 0 {
        if let Some(body) = dom.body() {
            text.html = body.html().to_string();
        }
        TextOrigin::WholePage
    } else {
        TextOrigin::Article
    };
    let content = Dom::fragment(text.html);
    let shown = tidy(&content.root().text());
    write_title(title, &shown, builder);
    if let Some(lead) = lead.filter(|lead| !shown.contains(lead.as_str())) {
        builder.start(ElementKind::Paragraph);
        builder.push(&lead);
        builder.end();
    }
    Walker::new(builder).write(&content.root());
    found
}

/// The headline as the first heading, unless the text begins with it.
fn write_title(title: Option<&str>, text: &str, builder: &mut Builder) {
    let Some(title) = title.map(tidy).filter(|title| !title.is_empty()) else { return };
    let beginning: String = text.chars().take(title.chars().count() + 60).collect();
    if !beginning.contains(&title) {
        builder.start(ElementKind::Heading(1));
        builder.push(&title);
        builder.end();
    }
}

/// A part of a page as HTML, with how much text is in it beside links.
#[derive(Debug, Default)]
struct Part {
    html: String,
    amount: usize,
}

/// Whether one of the names that a selector asks for stands in a page: most stand in none, and looking for words is
/// quicker than asking every element. The page is in small letters, since some pages are read without regard to case.
fn names_stand_in(selector: &str, html: &str) -> bool {
    let names = selector.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
    let mut names = names.filter(|name| !matches!(*name, "" | "itemprop" | "property" | "data-component"));
    names.any(|name| memchr::memmem::find(html.as_bytes(), name.to_ascii_lowercase().as_bytes()).is_some())
}

/// What the page marks as the article's text.
fn marked(dom: &Dom, html: &str, amounts: &HashMap<NodeId, Amount>) -> Option<Part> {
    let amount = |node: &NodeRef<'_>| amounts.get(&node.id).copied().unwrap_or_default();
    MARKED
        .iter()
        .filter(|selector| names_stand_in(selector, html))
        .map(|selector| {
            let selected = dom.select(selector);
            let outermost: Vec<&NodeRef<'_>> = selected
                .nodes()
                .iter()
                .filter(|node| {
                    !node.ancestors_it(None).any(|above| selected.nodes().iter().any(|n| n.id == above.id))
                })
                .collect();
            // Of several articles on a page, only the one with most text is the page's; parts of one article
            // are of like size.
            let largest = outermost.iter().map(|node| amount(node).plain()).max().unwrap_or(0);
            let in_one_article = same_article(&outermost);
            let mut part = Part::default();
            for node in outermost {
                if in_one_article || amount(node).plain() == largest {
                    part.amount += amount(node).plain();
                    part.html.push_str(&node.html());
                }
            }
            part
        })
        .find(|part| part.amount >= 250)
}

/// Whether no two of the nodes are in different `article` elements.
fn same_article(nodes: &[&NodeRef<'_>]) -> bool {
    let article = |node: &NodeRef<'_>| {
        node.ancestors_it(None).filter(|above| above.has_name("article")).last().map(|a| a.id)
    };
    nodes.windows(2).all(|pair| article(pair[0]) == article(pair[1]))
}

/// What holds the article, and perhaps more.
fn around(dom: &Dom, body: &NodeRef<'_>, amounts: &HashMap<NodeId, Amount>) -> Option<Part> {
    let amount = |node: &NodeRef<'_>| amounts.get(&node.id).copied().unwrap_or_default();
    let plain = |amount: Amount| amount.plain();
    AROUND.iter().find_map(|selector| {
        let selected = dom.select(selector);
        let node = selected.nodes().iter().max_by_key(|node| plain(amount(node)))?;
        let amount = plain(amount(node));
        let share = amount as f64 / plain(amounts.get(&body.id).copied().unwrap_or_default()).max(1) as f64;
        (amount >= 100 && share > 0.3).then(|| Part { html: node.html().to_string(), amount })
    })
}

/// What the readability algorithm finds.
fn scored(dom: &Dom) -> Option<Part> {
    // Short reports are common in news: what is found by the strictest rules is taken from 200 characters on.
    let config = Config { char_threshold: 200, disable_json_ld: true, ..Config::default() };
    let dom = dom.clone();
    keep_line_breaks(&dom);
    let mut readability = Readability::with_document(dom, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let html = article.content.to_string();
    let amount = article.text_content.chars().filter(|c| !c.is_whitespace()).count();
    (amount > 0).then_some(Part { html, amount })
}

/// Stands for the end of a line until the text is written.
pub(super) const LINE_BREAK: char = '\u{2028}';

/// Puts a sign in the place of each line break that stands alone. The algorithm removes those after which a paragraph
/// comes, whatever text is between, and the words on either side would be one.
fn keep_line_breaks(dom: &Dom) {
    let is_blank = |node: &NodeRef<'_>| node.is_text() && node.text().trim().is_empty();
    for node in dom.select("br").nodes() {
        let mut before = node.prev_sibling();
        while let Some(blank) = before.filter(is_blank) {
            before = blank.prev_sibling();
        }
        let mut after = node.next_sibling();
        while let Some(blank) = after.filter(is_blank) {
            after = blank.next_sibling();
        }
        let is_break = |node: &NodeRef<'_>| node.has_name("br");
        if !before.is_some_and(|node| is_break(&node)) && !after.is_some_and(|node| is_break(&node)) {
            node.replace_with(&node.tree.new_text(LINE_BREAK.to_string()));
        }
    }
}

/// The paragraph below the headline, which stands outside of the text on many sites.
fn lead_in(dom: &Dom, title: Option<&str>) -> Option<String> {
    let title = title?;
    let headline =
        dom.select("h1").nodes().iter().copied().find(|node| likeness(&tidy(&node.text()), title) > 0.8)?;
    // Next to the headline, or next to one of the elements that hold little but it.
    let mut at = headline;
    for _ in 0..4 {
        let mut next = at.next_element_sibling();
        for _ in 0..4 {
            let Some(sibling) = next else { break };
            let text = tidy(&sibling.text());
            let calls_itself = is_lead_in(&names(&sibling));
            let heading = sibling.has_name("h2") || sibling.has_name("p");
            if (calls_itself || heading) && (60..1200).contains(&text.len()) {
                return Some(text);
            }
            next = sibling.next_element_sibling();
        }
        at = at.parent()?;
        if at.has_name("body") || at.has_name("article") && tidy(&at.text()).len() > title.len() + 600 {
            break;
        }
    }
    None
}

/// Text whose markup, if it has some, is left out.
fn plain(body: &str) -> String {
    if body.contains("</") || body.contains("<br") {
        let body = body.replace("</p>", "</p>\n").replace("<br", "\n<br");
        Dom::fragment(body).root().text().to_string()
    } else {
        body.to_owned()
    }
}
