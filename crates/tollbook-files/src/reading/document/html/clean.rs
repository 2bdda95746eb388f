//! Taking out of a page what is not the article: menus, notices, captions, links to other articles.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dom_query::{Document as Dom, NodeId, NodeRef};

use super::metadata::tidy;
use crate::reading::download::date_in;
use crate::reading::head::names_other_date;

/// How much text is in an element, in characters that are no white space.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// In all.
    pub text: usize,
    /// In links.
    pub linked: usize,
    /// How many links.
    pub links: usize,
    /// Whether the page's headline is in it.
    pub headline: bool,
}

impl Amount {
    /// The share of its text that is in links.
    pub(super) fn link_share(self) -> f64 {
        if self.text == 0 { 0.0 } else { self.linked as f64 / self.text as f64 }
    }

    /// The text that is not in links.
    pub(super) fn plain(self) -> usize {
        self.text - self.linked
    }
}

/// The amounts of text in `root` and everything in it.
pub(super) fn amounts(root: &NodeRef<'_>) -> HashMap<NodeId, Amount> {
    // In the order of the document, so that parents come before children.
    let mut order: Vec<(NodeId, Option<usize>, Amount)> = Vec::new();
    let mut stack = vec![(*root, None, false)];
    while let Some((node, parent, in_link)) = stack.pop() {
        let mut own = Amount::default();
        let mut in_link = in_link;
        if node.is_text() {
            own.text = node.text().chars().filter(|c| !c.is_whitespace()).count();
            own.linked = if in_link { own.text } else { 0 };
        } else if node.has_name("a") && node.has_attr("href") {
            in_link = true;
            own.links = 1;
        } else if node.has_name("h1") {
            own.headline = true;
        }
        let at = order.len();
        order.push((node.id, parent, own));
        for child in node.children_it(true) {
            stack.push((child, Some(at), in_link));
        }
    }
    for at in (0..order.len()).rev() {
        let (_, parent, amount) = order[at];
        if let Some(parent) = parent {
            let sum = &mut order[parent].2;
            sum.text += amount.text;
            sum.linked += amount.linked;
            sum.links += amount.links;
            sum.headline |= amount.headline;
        }
    }
    order.into_iter().map(|(id, _, amount)| (id, amount)).collect()
}

/// The words in an element's class, id and the like, in lower case: "relatedLinks_box" has "related",
/// "links" and "box".
pub(super) fn names(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in ["class", "id", "data-component", "data-testid", "data-qa", "data-type"] {
        let Some(value) = node.attr(attribute) else { continue };
        let mut word = String::new();
        let mut previous = ' ';
        for c in value.chars() {
            let ends = !c.is_alphanumeric() || (c.is_uppercase() && previous.is_lowercase());
            if ends && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            previous = c;
        }
        if !word.is_empty() {
            words.push(word);
        }
        // What follows is no neighbour of what came before.
        words.push(String::new());
    }
    words
}

/// Words that mark what is no part of an article wherever they stand.
static STRONG: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "related recommended recommendation recommendations recirc recirculation newsletter newsletters \
     cookie cookies consent gdpr rgpd onetrust didomi cookiebot truste breadcrumb breadcrumbs \
     fildariane ariane comments commentlist disqus sidebar outbrain taboola caption captions figcaption \
     legend legende advert advertisement adsbygoogle advertising publicite sharedaddy addtoany addthis \
     jp-relatedposts relatedposts mostread mostpopular inread paywall piano noprint colophon wikio \
     catlinks banniere popup modal lightbox tooltip skiplink screenreader"
        .split(' ')
        .collect()
});

/// Pairs of words that do.
static STRONG_PAIRS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "sr-only visually-hidden screen-reader skip-link skip-to read-more read-also read-next lire-aussi \
     a-lire most-read most-popular most-viewed more-stories more-news more-from more-on also-like \
     up-next back-to related-posts wm-ipp photo-credit image-credit see-also voir-aussi lee-tambien \
     te-puede mehr-zum you-may print-only media-caption image-caption wp-caption push-notification \
     site-footer page-footer main-menu main-nav top-bar sign-up"
        .split(' ')
        .collect()
});

/// Words that mark it where the element is short or consists of links.
static WEAK: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "share sharing sharebar social socials tags tag taglist topics menu menus nav navbar navigation \
     header masthead promo promos ad ads adslot dfp gpt sponsor sponsored credit credits copyright \
     toolbar tools popular trending footer skip subscribe subscription abonnement abo signup login \
     search pagination pager author byline bio actions links teaser teasers follow \
     print date timestamp meta postmeta rating poll banner alert ticker player gallery photo \
     keywords rubric kicker dateline readtime audio listen"
        .split(' ')
        .collect()
});

/// How words begin that lead to another article.
const LEADS: &str = "read more|read also|read next|also read|see also|related:|related |more on this|more:|read:|watch:|\
     listen:|recommended|lire aussi|à lire|a lire|lire également|voir aussi|lire :|lire:|à voir|\
     sur le même sujet|lea también|lee también|lea además|ver también|le puede interesar|\
     te puede interesar|más información|lesen sie auch|mehr zum thema|siehe auch|mehr dazu|lesen sie|\
     leggi anche|leia também|veja também|leia mais|اقرأ أيضا|اقرأ أيضًا|اقرأ المزيد|إقرأ أيضا|شاهد أيضا|\
     إقرأ أيضاً|اقرأ أيضاً|читайте также|читать также|читайте ещё|ayrıca oku|lees ook|lees meer|\
     läs också|læs også|czytaj też|czytaj także|קראו גם";

/// Takes out what is not the article.
pub(super) fn clean(dom: &Dom) {
    let Some(body) = dom.body() else { return };
    let amounts = amounts(&body);
    let amount = |node: &NodeRef<'_>| amounts.get(&node.id).copied().unwrap_or_default();
    let total = amount(&body).text.max(1);
    let mut stack: Vec<NodeRef<'_>> = body.children();
    while let Some(node) = stack.pop() {
        if !node.is_element() {
            continue;
        }
        if is_junk(&node, amount(&node), total) {
            node.remove_from_parent();
        } else {
            stack.extend(node.children_it(false));
        }
    }
}

fn is_junk(node: &NodeRef<'_>, amount: Amount, total: usize) -> bool {
    let name = node.node_name().unwrap_or_default();
    let share = amount.text as f64 / total as f64;
    if matches!(
        &*name,
        "html" | "body" | "main" | "h1" | "br" | "a" | "em" | "strong" | "b" | "i" | "td" | "tr" | "tbody"
    ) {
        return false;
    }
    // Whatever it is called: an element with much of the text, or with the headline, is looked into instead.
    if share > 0.4 || amount.headline {
        return false;
    }
    let hidden = node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
        || node.attr("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    if hidden {
        return true;
    }
    match &*name {
        "nav" | "footer" | "aside" | "dialog" | "menu" | "button" | "figcaption" | "form" | "label"
        | "input" => {
            return true;
        }
        _ => {}
    }
    let role = node.attr("role").unwrap_or_default();
    if matches!(
        &*role,
        "navigation"
            | "banner"
            | "contentinfo"
            | "complementary"
            | "search"
            | "dialog"
            | "alertdialog"
            | "menu"
            | "menubar"
            | "tooltip"
            | "button"
    ) {
        return true;
    }
    let names = names(node);
    if names.iter().any(|name| STRONG.contains(name.as_str()))
        || names.windows(2).any(|pair| STRONG_PAIRS.contains(format!("{}-{}", pair[0], pair[1]).as_str()))
    {
        // Words such as "caption" also stand in the classes of whole articles' wrappers.
        return !matches!(&*name, "article") || share < 0.2;
    }
    // A label, not a short paragraph.
    let short = amount.text < 80 && !node.descendants_it().any(|inner| inner.has_name("p"));
    if names.iter().any(|name| WEAK.contains(name.as_str()))
        && amount.text > 0
        && &*name != "p"
        && (amount.link_share() > 0.5 || short)
        && !is_lead_in(&names)
    {
        return true;
    }
    if matches!(&*name, "p" | "div") && amount.text < 250 && is_link_in_brackets(node, amount) {
        return true;
    }
    if matches!(&*name, "p" | "div" | "span" | "time") && amount.text < 80 && is_note_of_change(node) {
        return true;
    }
    match &*name {
        "ul" | "ol" | "table" | "dl" => amount.links >= 3 && amount.link_share() > 0.75,
        "div" | "section" => amount.links >= 4 && amount.link_share() > 0.85,
        "p" | "li" | "h2" | "h3" | "h4" | "h5" | "h6" => amount.text < 250 && leads_elsewhere(node, amount),
        _ => false,
    }
}

/// Whether an element is called as the paragraph below a headline is.
pub(super) fn is_lead_in(names: &[String]) -> bool {
    names.iter().any(|name| {
        matches!(
            name.as_str(),
            "standfirst"
                | "chapo"
                | "chapeau"
                | "lead"
                | "lede"
                | "dek"
                | "deck"
                | "subtitle"
                | "subtitulo"
                | "summary"
                | "intro"
                | "introduction"
                | "vorspann"
                | "sumario"
                | "entradilla"
                | "subheadline"
                | "subhead"
                | "excerpt"
        )
    })
}

/// "Last updated: 15/11/2014", and nothing else.
fn is_note_of_change(node: &NodeRef<'_>) -> bool {
    let text = tidy(&node.text());
    let words = text.split_whitespace().count();
    words <= 10 && names_other_date(&text) && date_in(&text).is_some()
}

/// "[The title of another article]", where all of it is a link.
fn is_link_in_brackets(node: &NodeRef<'_>, amount: Amount) -> bool {
    let text = || tidy(&node.text());
    amount.links == 1
        && amount.link_share() > 0.8
        && amount.plain() <= 4
        && text().strip_prefix('[').is_some_and(|rest| rest.ends_with(']'))
}

/// Whether a paragraph only sends the reader to another article.
fn leads_elsewhere(node: &NodeRef<'_>, amount: Amount) -> bool {
    if amount.links == 0 || amount.link_share() < 0.3 {
        return false;
    }
    let text = tidy(&node.text()).to_lowercase();
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    LEADS.split('|').any(|lead| text.starts_with(lead))
}
