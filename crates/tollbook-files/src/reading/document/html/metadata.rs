//! What a page states about its article: JSON-LD, `meta` elements, microdata, and marked dates.

use dom_query::{Document as Dom, NodeRef};
use tollbook_core::extract::date::{DateExpression, find_dates};

use super::super::{Metadata, Origin};
use super::archived::{resolved, saved_from};
use super::json_ld::{Described, described};
use super::news_xml;
use super::site_name::site_name;
use crate::reading::head::{
    is_name_of_site, names_first_publication, names_no_site, names_other_date, names_publication,
};

/// The `meta` elements of a page: names in lower case, with their contents.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn read(dom: &Dom) -> Self {
        let mut metas = Vec::new();
        for node in dom.select("meta, [property][content]").nodes() {
            let Some(content) = node.attr("content").or_else(|| node.attr("value")) else { continue };
            let content = tidy(&content);
            if content.is_empty() {
                continue;
            }
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                let Some(names) = node.attr(attribute) else { continue };
                for name in names.split_whitespace() {
                    metas.push((name.to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self(metas)
    }

    /// The first of the names that has a value which is acceptable.
    fn first(&self, names: &str, acceptable: impl Fn(&str) -> bool) -> Option<String> {
        names.split(' ').find_map(|name| {
            self.0
                .iter()
                .find(|(key, value)| key == name && acceptable(value))
                .map(|(_, value)| value.clone())
        })
    }
}

const TITLES: &str = "og:title twitter:title dc.title dcterms.title dc:title sailthru.title parsely-title citation_title \
     headline hdl title";
const DATES: &str = "article:published_time og:article:published_time og:published_time article:published \
     article.published datepublished datecreated parsely-pub-date sailthru.date pubdate publishdate \
     publish-date publish_date publication_date publicationdate publication-date date_published \
     originalpublicationdate og:pubdate cxenseparse:recs:publishtime rnews:datepublished \
     citation_publication_date citation_date dcterms.issued dc.date.issued dcterms.created \
     dc.date.created dcterms.date dc.date dc:date displaydate article_date_original article:post_date \
     creation_date created date.release release_date published published_at published-date ptime pdate \
     dat date";
const AUTHORS: &str = "author article:author parsely-author sailthru.author dc.creator dcterms.creator dc:creator byl \
     byline citation_author article:author_name";
const SOURCES: &str = "og:site_name dc.publisher dcterms.publisher dc:publisher citation_journal_title publisher \
     application-name apple-mobile-web-app-title article:publisher cre source copyright";
const SECTIONS: &str = "article:section parsely-section sailthru.section section cg category dc.subject";

/// What is stated, and the body that JSON-LD gives.
pub(super) struct Stated {
    pub metadata: Metadata,
    pub body: Option<String>,
}

/// What a page states about its article. `comments` are its comments' texts.
/// `archived` is the address that an archive saved.
pub(super) fn stated(dom: &Dom, json_ld: &[String], comments: &[String], archived: Option<String>) -> Stated {
    let metas = Metas::read(dom);
    let mut saved = saved_from(comments);
    saved.url = saved.url.or(archived);
    let canonical = dom
        .select("link[rel=canonical]")
        .nodes()
        .first()
        .and_then(|node| node.attr("href"))
        .map(|href| href.trim().to_owned());
    let url = [canonical, metas.first("og:url parsely-link twitter:url citation_public_url", is_address)]
        .into_iter()
        .flatten()
        .map(|url| resolved(&url, saved.url.as_deref()))
        .find(|url| is_article_address(url))
        .or_else(|| saved.url.clone());
    let all = described(json_ld);
    let article = chosen(&all, url.as_deref());
    let page = all.iter().find(|described| !described.is_article && described.published.is_some());
    let parsely = metas.first("parsely-page", |_| true).and_then(|json| parsely(&json));
    let of_article =
        |field: fn(&Described) -> &Option<String>| article.and_then(|article| field(article).clone());
    let of_parsely =
        |field: fn(&Described) -> &Option<String>| parsely.as_ref().and_then(|p| field(p).clone());

    let news = news_xml::stated(dom);
    let date = of_article(|a| &a.published)
        .filter(|date| has_year(date))
        .or_else(|| metas.first(DATES, has_year))
        .or_else(|| of_parsely(|p| &p.published))
        .or_else(|| item(dom, "datePublished"))
        .or_else(|| of_article(|a| &a.created).filter(|date| has_year(date)))
        .or_else(|| page.and_then(|page| page.published.clone()).filter(|date| has_year(date)))
        .or_else(|| news.date.clone())
        .or_else(|| marked_date(dom))
        .or_else(|| date_in_title(dom));
    let source = of_article(|a| &a.publisher)
        .or_else(|| {
            metas.first(SOURCES, |value| {
                !is_address(value) && !value.starts_with('@') && value.len() < 120 && !names_no_site(value)
            })
        })
        .or_else(|| item_name(dom, "publisher"))
        .or_else(|| news.source.clone())
        .or_else(|| all.iter().find_map(|described| described.publisher.clone()));
    let author = of_article(|a| &a.author)
        .or_else(|| {
            let names: Vec<String> = AUTHORS.split(' ').find_map(|name| {
                let found: Vec<String> = metas
                    .0
                    .iter()
                    .filter(|(key, value)| key == name && is_person(value))
                    .map(|(_, value)| value.clone())
                    .collect();
                (!found.is_empty()).then_some(found)
            })?;
            let mut unique: Vec<String> = Vec::new();
            for name in names {
                if !unique.contains(&name) {
                    unique.push(name);
                }
            }
            Some(unique.join(", "))
        })
        .or_else(|| of_parsely(|p| &p.author))
        .or_else(|| item(dom, "author"))
        .or_else(|| first_text(dom, "[rel=author]"))
        .filter(|author| is_person(author));
    let title = news.title.or_else(|| title(dom, &metas, article, source.as_deref()));
    let title = title.map(|title| without_mark(&title).to_owned());
    let tag = first_text(dom, "title");
    let source = source
        .or_else(|| site_beside(tag.as_deref()?, title.as_deref()?))
        .or_else(|| site_name(dom, title.as_deref()));
    let is_typed = metas.first("generator", is_word_processor).is_some();
    let language = ["lang", "xml:lang"]
        .into_iter()
        .find_map(|name| dom.html_root().attr(name))
        .map(|language| language.trim().to_owned())
        .filter(|language| !language.is_empty())
        .or_else(|| of_article(|a| &a.language))
        .or_else(|| metas.first("content-language language dc.language dcterms.language og:locale", |_| true))
        .map(|language| language.replace('_', "-"))
        .filter(|language| language.len() <= 20);
    let metadata = Metadata {
        origin: if is_typed { Origin::Properties } else { Origin::Page },
        title,
        date,
        author,
        source,
        url: url.or_else(|| of_article(|a| &a.url).filter(|url| is_article_address(url))),
        language,
        retrieved: saved.at,
        section: of_article(|a| &a.section)
            .or_else(|| metas.first(SECTIONS, |value| !is_address(value)))
            .or_else(|| of_parsely(|p| &p.section)),
        near_headline: None,
    };
    Stated { metadata, body: article.and_then(|article| article.body.clone()) }
}

/// The article that a page is about, where JSON-LD describes several.
fn chosen<'a>(all: &'a [Described], url: Option<&str>) -> Option<&'a Described> {
    let bare = |url: &str| {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        url.trim_end_matches('/')
            .rsplit("://")
            .next()
            .unwrap_or_default()
            .trim_start_matches("www.")
            .to_owned()
    };
    let articles = || all.iter().filter(|described| described.is_article);
    url.and_then(|url| {
        articles().find(|article| article.url.as_deref().is_some_and(|own| bare(own) == bare(url)))
    })
    .or_else(|| articles().find(|article| article.published.is_some()))
    .or_else(|| articles().next())
}

fn parsely(json: &str) -> Option<Described> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let words = |key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
    Some(Described {
        headline: words("title"),
        published: words("pub_date").filter(|date| has_year(date)),
        author: words("author").or_else(|| words("authors")),
        section: words("section"),
        ..Described::default()
    })
}

/// The headline: as printed where the page's own title agrees, else as stated, without the site's name.
fn title(dom: &Dom, metas: &Metas, article: Option<&Described>, source: Option<&str>) -> Option<String> {
    let tag =
        dom.select("title").nodes().first().map(|node| tidy(&node.text())).filter(|title| !title.is_empty());
    let mut stated: Vec<String> = Vec::new();
    stated.extend(metas.first(TITLES, |_| true).map(|title| without_site(&title, source)));
    stated.extend(article.and_then(|article| article.headline.clone()));
    let is_tag_alone = stated.is_empty();
    stated.extend(tag.as_deref().map(|title| without_site(title, source)));
    let printed: Vec<String> = dom
        .select("h1")
        .nodes()
        .iter()
        .map(|node| tidy(&node.text()))
        .filter(|heading| !heading.is_empty() && heading.len() < 400)
        .take(20)
        .collect();
    // "The Letter: Raid": the first heading may be the site's name, and a lesser one the headline.
    let behind_site = tag.as_deref().and_then(|tag| {
        let rest = printed.iter().find_map(|heading| tag.strip_prefix(heading.as_str()))?;
        let rest = rest.trim_start_matches([' ', ':', '|', '-', '–', '—', '·', '»']);
        let headings = dom.select("h2, h3");
        let mut headings = headings.nodes().iter().take(40).map(|node| tidy(&node.text()));
        (rest.split_whitespace().count() >= 3).then(|| headings.find(|heading| heading == rest))?
    });
    if behind_site.is_some() {
        return behind_site;
    }
    // The printed headline that shares most words with a stated title; the page's own title may name the site, as another
    // heading does.
    let alike = |titles: &[String]| {
        let scored = printed.iter().map(|heading| {
            (titles.iter().map(|title| likeness(heading, title)).fold(0.0, f64::max), heading)
        });
        scored.filter(|(score, _)| *score >= 0.5).fold(None::<(f64, &String)>, |best, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
    };
    let of_page = usize::from(tag.is_some() && !is_tag_alone);
    let best = alike(&stated[..stated.len() - of_page]).or_else(|| alike(&stated));
    if let Some((_, heading)) = best {
        return Some(heading.clone());
    }
    // A title element may name the site in a way that is not known; a lesser heading then shows where.
    let lesser = dom
        .select("h2, h3, b, strong, [itemprop~=headline], [class*=headline], [class*=title], [class*=Title]");
    let is_entry = |node: &NodeRef<'_>| {
        let class = node.attr("class").map(|class| class.to_ascii_lowercase()).unwrap_or_default();
        ["entry-title", "post-title", "article-title"].iter().any(|name| class.contains(name))
    };
    let lesser = lesser.nodes().iter().take(60).map(|node| (is_entry(node), tidy(&node.text())));
    let lesser = lesser.filter(|(is_entry, heading)| *is_entry || heading.split_whitespace().count() >= 3);
    // "World: Raid in the north".
    let mut lesser = lesser.flat_map(|(_, heading)| {
        let behind = heading.split_once(": ").map(|(_, behind)| behind.to_owned());
        let behind = behind.filter(|behind| behind.split_whitespace().count() >= 3);
        std::iter::once(heading).chain(behind)
    });
    let lesser = lesser.find(|heading| {
        !heading.is_empty()
            && stated.iter().any(|title| {
                (title.len() < heading.len() * 2 || title.contains(&format!(": {heading}")))
                    && (title.starts_with(heading.as_str()) || title.ends_with(heading.as_str()))
            })
    });
    if lesser.is_some() {
        return lesser;
    }
    let is_site = |title: &str| source.is_some_and(|source| source.eq_ignore_ascii_case(title));
    // The title element alone may be that of a whole section, and then the one headline says more.
    if let [heading] = printed.as_slice()
        && is_tag_alone
        && heading.split_whitespace().count() >= 3
        && !is_site(heading)
        && !is_name_of_site(heading)
    {
        return Some(heading.clone());
    }
    stated
        .into_iter()
        .find(|title| !title.is_empty() && !is_site(title) && !names_site_alone(title))
        .or_else(|| printed.into_iter().find(|heading| !is_site(heading)))
}

/// "The Daily News: World": a title that names the site and a section of it, and no article.
fn names_site_alone(title: &str) -> bool {
    let pieces =
        || title.split([':', '|', '-', '–', '—', '»']).map(str::trim).filter(|piece| !piece.is_empty());
    pieces().count() > 1
        && pieces().any(is_name_of_site)
        && pieces().all(|piece| is_name_of_site(piece) || names_no_site(piece))
}

/// A title without a word of the site in brackets behind it: "Raid (print version)".
fn without_mark(title: &str) -> &str {
    let parted = title.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    parted
        .filter(|(before, mark)| !before.is_empty() && names_no_site(mark))
        .map_or(title, |(before, _)| before)
}

/// How many of the words of the shorter title are in the other, as a share.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (mut a, mut b) = (words(a), words(b));
    if a.len() > b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    if a.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|word| b.contains(word)).count();
    // One shared word among many says nothing.
    let share = shared as f64 / a.len() as f64;
    if a.len() * 3 < b.len() { share * 0.4 } else { share }
}

/// A title without the name of its site: "Raid - The Paper", "The Paper | Raid".
fn without_site(title: &str, source: Option<&str>) -> String {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " / ", " • ", " ‹ ", " \\ "]
    {
        let Some((before, after)) = title.rsplit_once(separator) else { continue };
        let is_name = |part: &str| {
            let part = part.trim();
            let squeezed = |text: &str| -> String {
                text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
            };
            let named = source.is_some_and(|source| {
                let (part, source) = (squeezed(part), squeezed(source));
                !part.is_empty() && (part == source || source.starts_with(&part) || part.starts_with(&source))
            });
            let domain = part.contains('.') && !part.contains(' ');
            named || domain
        };
        let words = |part: &str| part.split_whitespace().count();
        let bar = matches!(separator, " | " | " :: " | " » " | " ‹ ");
        if is_name(after) || (words(after) <= 4 && words(before) >= 4 && (bar || source.is_none())) {
            return without_site(before.trim(), source);
        }
        let Some((first, rest)) = title.split_once(separator) else { continue };
        if is_name(first) || (bar && words(first) <= 3 && words(rest) >= 4) {
            return rest.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

/// Whether a page was saved by a word processor: what it states is then the document's properties.
fn is_word_processor(generator: &str) -> bool {
    ["Microsoft Word", "LibreOffice", "OpenOffice", "StarOffice", "StarWriter", "Microsoft FrontPage"]
        .iter()
        .any(|name| generator.starts_with(name))
}

/// The site's name in a page's title, which stands before or after the headline: "Raid - World - The Paper".
fn site_beside(tag: &str, headline: &str) -> Option<String> {
    const SEPARATORS: [char; 9] = ['|', '-', '–', '—', '·', '»', '•', '‹', '«'];
    // "The Paper » Raid » Print" has something on either side.
    let (before, after) = tag.split_once(headline)?;
    let after = Some(after).filter(|rest| rest.starts_with([' ', '_']));
    let before = Some(before).filter(|rest| rest.ends_with(' '));
    let is_separated = |rest: &str| {
        let rest = rest.trim();
        rest.starts_with('_')
            || rest.starts_with(SEPARATORS)
            || rest.ends_with(SEPARATORS)
            || rest.starts_with("::")
            || rest.ends_with("::")
    };
    let pieces = |rest: &str| -> Vec<String> {
        let between = |separator: char| format!(" {separator} ");
        let parted = SEPARATORS.iter().fold(rest.replace("::", "|").replace('_', "|"), |rest, separator| {
            rest.replace(&between(*separator), "|")
        });
        let pieces = parted.split('|');
        pieces
            .map(|piece| {
                piece.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c)).to_owned()
            })
            .collect()
    };
    let named = |pieces: Vec<String>, is_last: bool| {
        let mut pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
        let piece = if is_last { pieces.next_back() } else { pieces.next() }?;
        // "The Paper, 14.05.2018".
        let digits = |rest: &str| rest.chars().filter(char::is_ascii_digit).count();
        let piece = match piece.rsplit_once(',') {
            Some((name, day)) if digits(day) >= 5 && digits(name) == 0 => name.trim_end().to_owned(),
            _ => piece,
        };
        let few = piece.chars().count() <= 50 && piece.split_whitespace().count() <= 6;
        (few && !names_no_site(&piece)).then_some(piece)
    };
    after
        .filter(|rest| is_separated(rest))
        .and_then(|rest| named(pieces(rest), true))
        .or_else(|| {
            // "The Northern Letter: Raid"; a single word may be the country that the headline begins with elsewhere.
            let name = before?.trim_end().strip_suffix(':')?.trim();
            let few = (2..=5).contains(&name.split_whitespace().count());
            let is_name = is_name_of_site(name) || few && !name.contains(SEPARATORS) && !name.contains(':');
            (is_name && !names_no_site(name)).then(|| name.to_owned())
        })
        .or_else(|| before.filter(|rest| is_separated(rest)).and_then(|rest| named(pieces(rest), false)))
}

/// The name of a microdata property that is a thing of its own.
fn item_name(dom: &Dom, property: &str) -> Option<String> {
    let inner = dom.select(&format!("[itemprop~={property}] [itemprop~=name]"));
    let value =
        |node: &NodeRef<'_>| node.attr("content").map_or_else(|| tidy(&node.text()), |words| tidy(&words));
    let name = inner.nodes().iter().map(value).find(|name| !name.is_empty());
    name.or_else(|| item(dom, property)).filter(|name| name.len() < 80 && !is_address(name))
}

/// The value of a microdata property.
fn item(dom: &Dom, property: &str) -> Option<String> {
    dom.select(&format!("[itemprop~={property}]")).nodes().iter().find_map(|node| {
        ["content", "datetime", "title"]
            .into_iter()
            .find_map(|name| node.attr(name))
            .map(|value| tidy(&value))
            .or_else(|| Some(tidy(&node.text())))
            .filter(|value| !value.is_empty() && value.len() < 160)
    })
}

fn first_text(dom: &Dom, selector: &str) -> Option<String> {
    dom.select(selector).nodes().first().map(|node| tidy(&node.text())).filter(|text| !text.is_empty())
}

/// A date that the page marks as one outside of its metadata: a `time` element, or an element whose class says
/// that it holds the date of publication.
fn marked_date(dom: &Dom) -> Option<String> {
    let elsewhere = |node: &NodeRef<'_>| {
        // The foot of an article may say when it was published.
        let is_in_article = node.ancestors_it(None).any(|node| node.has_name("article"));
        let above = node.ancestors_it(None);
        let above =
            above.take_while(|node| !["body", "main", "article"].iter().any(|name| node.has_name(name)));
        above.into_iter().any(|ancestor| {
            let name = ancestor.node_name().unwrap_or_default();
            let names = super::clean::names(&ancestor);
            matches!(&*name, "nav" | "aside" | "blockquote" | "li")
                || &*name == "footer" && !is_in_article
                || names.iter().any(|name| {
                    matches!(
                        name.as_str(),
                        "related"
                            | "comment"
                            | "comments"
                            | "sidebar"
                            | "teaser"
                            | "card"
                            | "promo"
                            | "trending"
                    )
                })
        })
    };
    let times = dom.select("time");
    let time = |node: &NodeRef<'_>| {
        node.attr("datetime")
            .map(|value| tidy(&value))
            .filter(|value| has_year(value))
            .or_else(|| Some(tidy(&node.text())).filter(|text| has_year(text) && text.len() < 100))
    };
    let usable: Vec<&NodeRef<'_>> =
        times.nodes().iter().filter(|node| !elsewhere(node) && !is_of_change(node)).collect();
    // "<dt>Originally published</dt><dd><time …>": the day before that on which a collection took it over.
    let is_first = |node: &NodeRef<'_>| {
        let label = node.prev_element_sibling().or_else(|| node.parent()?.prev_element_sibling());
        label.is_some_and(|label| names_first_publication(&tidy(&label.text())))
    };
    if let Some(found) = usable.iter().filter(|node| is_first(node)).find_map(|node| time(node)) {
        return Some(found);
    }
    if let Some(found) = usable.iter().find(|node| node.has_attr("pubdate")).and_then(|node| time(node)) {
        return Some(found);
    }
    if let Some(found) = usable.iter().find_map(|node| time(node)) {
        return Some(found);
    }
    const CLASSES: &str = "[class*=publi], [class*=pubdate], [class*=date], [class*=Date], [class*=timestamp], \
        [class*=posted], [class*=byline], [id*=date], [id*=Date], [class*=datum], [class*=fecha], [class*=time], abbr[title]";
    dom.select(CLASSES).nodes().iter().filter(|node| !elsewhere(node) && !is_of_change(node)).find_map(
        |node| {
            // A microformat: what is shown may be "yesterday evening".
            let attribute = ["title", "datetime", "content"].into_iter().find_map(|name| node.attr(name));
            let shown = Some(tidy(&spaced_text(node))).filter(|text| has_year_or_day(text));
            let attribute = attribute.map(|value| tidy(&value)).filter(|text| has_year(text));
            // "6 May at 10:22": a day without its year.
            let is_full = |text: &&String| {
                text.split(|c: char| !c.is_numeric()).any(|run| run.chars().count() == 4)
                    || attribute.is_none()
            };
            let text = shown.as_ref().filter(is_full).or(attribute.as_ref())?.clone();
            (text.len() < 120 && !names_other_date(&text)).then_some(text)
        },
    )
}

/// "Raid in the north - 5 March 2014 - The Paper": a day between the headline and the site's name.
fn date_in_title(dom: &Dom) -> Option<String> {
    let tag = first_text(dom, "title")?;
    let tag = tag.replace(" – ", " | ").replace(" - ", " | ");
    let is_day = |piece: &&str| {
        let found = find_dates(piece, None);
        let covers = |date: &DateExpression| date.start == 0 && date.end == piece.len();
        has_year(piece) && found.iter().any(|date| covers(date) && date.meaning.stated().is_some())
    };
    tag.split(" | ").skip(1).map(str::trim).find(is_day).map(str::to_owned)
}

/// The text of an element, with spaces between the elements in it: one may repeat another for programs that read aloud.
fn spaced_text(node: &NodeRef<'_>) -> String {
    let pieces = node.descendants_it().filter(NodeRef::is_text).map(|piece| piece.text().to_string());
    pieces.collect::<Vec<_>>().join(" ")
}

/// Whether an element, or the words before it, say that it holds the date of a change, and not of publication.
fn is_of_change(node: &NodeRef<'_>) -> bool {
    // What stands before it on its line: "Last updated".
    let mut before = String::new();
    let mut sibling = node.prev_sibling();
    while let Some(one) = sibling.filter(|_| before.len() <= 60) {
        if one.has_name("br") || one.has_name("p") || one.has_name("div") {
            break;
        }
        before = format!("{} {before}", tidy(&one.text()));
        sibling = one.prev_sibling();
    }
    let own = tidy(&node.text());
    if names_publication(&own) {
        return false;
    }
    if names_other_date(&format!("{} {own}", before.trim())) {
        return true;
    }
    let named = ["class", "itemprop", "id"].into_iter().filter_map(|name| node.attr(name));
    let named = named.map(|value| value.to_ascii_lowercase()).collect::<Vec<_>>().join(" ");
    let has = |words: &[&str]| words.iter().any(|word| named.contains(word));
    has(&["updat", "modif", "aktualis", "actualiz"]) && !has(&["publi", "creat"])
}

pub(super) fn is_address(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://") || value.starts_with("//")
}

/// Whether an address leads to more than a site's front page, which some pages name as canonical.
fn is_article_address(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    matches!(scheme, "http" | "https") && rest.split_once('/').is_some_and(|(_, path)| !path.is_empty())
}

fn is_person(value: &str) -> bool {
    !value.is_empty() && value.len() < 200 && !value.contains("://") && !value.starts_with('@')
}

/// Whether words could hold a date with its year.
fn has_year(value: &str) -> bool {
    let digits = |value: &str| value.chars().filter(char::is_ascii_digit).count();
    value.len() < 120 && digits(value) >= 4 && !value.starts_with("0000") && !value.starts_with("0001")
}

/// Whether words could be a date for a reader: a year, or several numbers, in any script's digits.
fn has_year_or_day(value: &str) -> bool {
    value.chars().filter(|c| c.is_numeric()).count() >= 4
}

/// White space as single spaces.
pub(super) fn tidy(text: &str) -> String {
    let text = text.replace(['\u{ad}', '\u{200b}', '\u{feff}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
