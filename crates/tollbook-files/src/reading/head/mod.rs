//! The head of an article: its title, when and by whom it was published, the agency, the place where it was
//! written and its author.
//!
//! What a file states about itself in a structured way wins over what its first and last lines say, and
//! those over the file's name; document properties count only where the text has nothing. Rather blank
//! than wrong: a date inside a sentence, in a quoted letter or of an event to come is never taken.

mod dated;
mod dateline;
mod dates;
mod file_name;
mod front_matter;
mod lines;
mod published;
mod site;
mod source;
mod title;
mod words;

#[cfg(test)]
mod tests;

use std::cell::LazyCell;
use std::ops::Range;

use tollbook_core::extract::date::fold;
use tollbook_core::model::{DateRange, PublishedBasis};

use super::Published;
use super::document::{Metadata, Origin};
use front_matter::front_matter;
use lines::{
    Kind, Line, classify, join_labels, lines, mark_bylines, mark_letterhead, mark_printed_header,
    mark_repeated,
};
use site::is_site;
use words::{Label, WORDS, clip, is_caseless, words_of};

/// How far into a text its head reaches, in bytes.
const HEAD: usize = 4_000;
/// How much of the text itself is looked at below the head, in bytes.
const TEXT: usize = 1_500;
/// A line of more bytes is of the text itself.
const LONG_LINE: usize = 200;
/// How far from the end its tail reaches, in bytes.
const TAIL: usize = 600;
/// How many lines of the head are looked at.
const HEAD_LINES: usize = 30;
/// How many lines of the tail.
const TAIL_LINES: usize = 5;

/// Words of a head, with the bytes of the text where they stand; `None` if they stand elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The words; empty if nothing says so.
    pub words: String,
    /// Where they stand in the text.
    pub at: Option<Range<usize>>,
}

/// A date in digits of which nothing tells whether the day or the month stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousDate {
    /// As written: `03-04-2014`.
    pub words: String,
    /// The day, if the day stands first.
    pub day_first: DateRange,
    /// The day, if the month stands first.
    pub month_first: DateRange,
}

/// What an article's head says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The headline; where there is none, the beginning of the text, cut at a word, with "…"; where
    /// there is no text, the file's name.
    pub title: Field,
    /// When it was published, if anything says so.
    pub published: Option<Published>,
    /// A date in digits that may be read in two ways, where nothing decides between them.
    pub ambiguous: Option<AmbiguousDate>,
    /// Who published it, as printed.
    pub source: Field,
    /// The agency that reported it.
    pub agency: Field,
    /// The place of the dateline.
    pub city: Field,
    /// The country in the dateline, as printed.
    pub country: Field,
    /// The author's name.
    pub author: Field,
}

/// Reads the head of an article.
///
/// `path` is the file's path relative to the folder, and `metadata` what the file states about itself. Only
/// the beginning and the end of `text` are looked at, however long it is.
pub fn head(text: &str, path: &str, metadata: &Metadata) -> Head {
    let beginning = clip(text, HEAD);
    let matter = front_matter(beginning);
    let mut head = lines(beginning, matter.body, HEAD_LINES);
    let mut seen = 0;
    let enough = head.iter().position(|line| {
        seen += if line.text.len() > LONG_LINE { line.text.len() } else { 0 };
        seen > TEXT
    });
    head.truncate(enough.map_or(head.len(), |at| at + 1));
    let tail_start = text.ceil_char_boundary(text.len().saturating_sub(TAIL)).max(beginning.len());
    let (head_lines, body) = (head.len(), matter.body);
    let language = metadata.language.as_deref().map(|tag| tag.split(['-', '_']).next().unwrap_or(tag));
    // Most heads say all, and then the tail is not looked at.
    let tail = LazyCell::new(|| {
        let mut tail = lines(text, tail_start, usize::MAX);
        tail.drain(..tail.len().saturating_sub(TAIL_LINES));
        if tail_start == beginning.len() && tail.len() < TAIL_LINES && head_lines > 2 {
            // A short text: its last lines are among the first.
            let last = lines(beginning, body, usize::MAX);
            // The first two are its title and what stands beside it.
            tail = last.into_iter().skip(2).rev().take(TAIL_LINES).rev().collect();
        }
        classify(&mut tail, text, language);
        join_labels(&mut tail);
        tail
    });
    let tail = || &**tail;
    classify(&mut head, text, language);
    mark_repeated(&mut head);
    join_labels(&mut head);
    mark_printed_header(&mut head);
    mark_letterhead(&mut head);
    mark_bylines(&mut head);
    let around = metadata.near_headline.as_deref().unwrap_or_default();
    let mut around = lines(around, 0, HEAD_LINES);
    classify(&mut around, text, language);
    join_labels(&mut around);
    let wins = matches!(metadata.origin, Origin::Page | Origin::Mail | Origin::FrontMatter);
    let reader = Reader { text, path, metadata, language, wins, head: &head, tail: &tail, around: &around };
    reader.read(matter)
}

struct Reader<'t> {
    text: &'t str,
    path: &'t str,
    metadata: &'t Metadata,
    /// The code of the language that the file states.
    language: Option<&'t str>,
    /// Whether the metadata win over the text.
    wins: bool,
    head: &'t [Line<'t>],
    tail: &'t dyn Fn() -> &'t [Line<'t>],
    /// Lines that a page shows around its headline, outside of the text.
    around: &'t [Line<'t>],
}

impl Reader<'_> {
    fn read(&self, matter: front_matter::FrontMatter) -> Head {
        let dateline = self.head.iter().find_map(|line| match &line.kind {
            Kind::Dateline(found) => Some((line, found)),
            _ => None,
        });
        let part = |range: &Option<Range<usize>>| {
            let range = range.clone();
            dateline.zip(range).map(|((line, _), range)| self.field(line.in_text(&range))).unwrap_or_default()
        };
        let found = dateline.map(|(_, found)| found.clone()).unwrap_or_default();
        let title = title::title(self.text, self.head);
        let author = source::author(self.head).map(|at| self.field(at));
        let source = self.source(&matter, title.as_ref());
        let published = self.published(&matter);
        let has_year = || file_name::year(self.path).is_some();
        let undecided = || published::stated(self.head, self.tail, has_year())?.undecided(self.text);
        Head {
            ambiguous: if published.is_none() { undecided() } else { None },
            published,
            title: self.title(&matter, title, &source),
            source,
            agency: source::agency(self.head).map(|at| self.field(at)).unwrap_or_default(),
            city: part(&found.place),
            country: part(&found.country),
            author: self
                .stated(&self.metadata.author, matter.author)
                .or(author)
                .or_else(|| self.property(&self.metadata.author))
                .unwrap_or_default(),
        }
    }

    fn field(&self, at: Range<usize>) -> Field {
        Field { words: self.text.get(at.clone()).unwrap_or_default().trim().to_owned(), at: Some(at) }
    }

    /// What metadata that win or front matter state.
    fn stated(&self, metadata: &Option<String>, matter: Option<Field>) -> Option<Field> {
        self.wins.then(|| elsewhere(metadata)).flatten().or(matter)
    }

    /// What document properties state, where nothing else does.
    fn property(&self, metadata: &Option<String>) -> Option<Field> {
        (!self.wins).then(|| elsewhere(metadata)).flatten()
    }

    fn title(
        &self,
        matter: &front_matter::FrontMatter,
        found: Option<title::Title>,
        source: &Field,
    ) -> Field {
        let stated = self.stated(&self.metadata.title, matter.title.clone());
        // "World" is the section in which it stands.
        if let Some(stated) = stated.filter(|stated| !names_no_site(&stated.words)) {
            let words = match self.parts_of(&stated.words) {
                Some((title, _)) => title,
                None => without_site(&stated.words, &source.words),
            };
            // Where only these words stand.
            let at = stated.at.clone().and_then(|at| {
                let start = at.start + self.text.get(at)?.find(words)?;
                Some(start..start + words.len())
            });
            return Field { words: words.to_owned(), at };
        }
        let is_headline = found.as_ref().is_some_and(|title| title.at.is_some());
        let property = self.property(&self.metadata.title).filter(|title| !is_placeholder(&title.words));
        // A document's properties may hold the title of a template; where the text has the same words, they are its.
        if let Some(line) = property.as_ref().and_then(|property| self.line_of(&property.words)) {
            let (bare, offset) = line.bare();
            return self.field(line.in_text(&(offset..offset + bare.len())));
        }
        let property = property.filter(|_| !is_headline);
        let found = found.map(|title| Field { words: title.words, at: title.at });
        property.or(found).filter(|field| !field.words.is_empty()).unwrap_or_else(|| {
            let name = self.path.rsplit('/').next().unwrap_or(self.path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            Field { words: stem.to_owned(), at: None }
        })
    }

    /// The line of the head that holds these words and no others.
    fn line_of(&self, words: &str) -> Option<&Line<'_>> {
        let words = fold(words.trim());
        self.head.iter().find(|line| !words.is_empty() && fold(line.bare().0) == words)
    }

    /// The title and the site's name in a page's title such as "The Paper: Raid in the north", where the text has the
    /// title alone or the other part reads like the name of a site.
    fn parts_of<'w>(&self, stated: &'w str) -> Option<(&'w str, &'w str)> {
        let few = |site: &str| site.chars().count() <= 60;
        [" | ", " - ", " – ", " — ", " :: ", ": "].into_iter().find_map(|separator| {
            let first = stated.split_once(separator)?;
            let last = stated.rsplit_once(separator)?;
            let is_title = |title: &str| words_of(title).count() > 1 || is_caseless(title);
            if few(first.0) && is_title(first.1) && (self.line_of(first.1).is_some() || is_site(first.0)) {
                Some((first.1.trim(), first.0.trim()))
            } else if few(last.1) && self.line_of(last.0).is_some() {
                Some((last.0.trim(), last.1.trim()))
            } else {
                None
            }
        })
    }

    fn source(&self, matter: &front_matter::FrontMatter, title: Option<&title::Title>) -> Field {
        let behind_title = || title.and_then(|title| title.site.clone());
        // A headline that reads like a paper's name is a headline.
        let is_title = |at: &Range<usize>| title.is_some_and(|title| title.at.as_ref() == Some(at));
        let host = || {
            let host = self.metadata.url.as_deref().and_then(source::host)?;
            Some(Field { words: host.to_owned(), at: None })
        };
        self.stated(&self.metadata.source, matter.source.clone())
            .or_else(|| behind_title().map(|at| self.field(at)))
            .or_else(|| {
                source::source(self.text, self.head, self.tail)
                    .filter(|at| !is_title(at))
                    .map(|at| self.field(at))
            })
            .or_else(|| {
                let around = || self.around.iter();
                let at = around().find_map(source::label).or_else(|| around().find_map(source::site))?;
                let words = self.metadata.near_headline.as_deref()?.get(at)?;
                Some(Field { words: words.trim().to_owned(), at: None })
            })
            .or_else(|| {
                let (_, site) = self.parts_of(self.metadata.title.as_deref().filter(|_| self.wins)?)?;
                Some(Field { words: site.to_owned(), at: None })
            })
            .or_else(|| self.property(&self.metadata.source))
            .or_else(host)
            .unwrap_or_default()
    }

    fn published(&self, matter: &front_matter::FrontMatter) -> Option<Published> {
        let language = self.language;
        let from_metadata = |wins: bool| {
            let date = self.metadata.date.as_deref()?;
            let range = published::of_metadata(date, self.text, language)?;
            (wins == self.wins).then(|| Published {
                range,
                basis: PublishedBasis::FrontMatter,
                words: date.to_owned(),
                at: None,
            })
        };
        let year =
            file_name::year(self.path).or_else(|| self.metadata.url.as_deref().and_then(file_name::year));
        from_metadata(true)
            .or_else(|| matter.published.clone())
            .or_else(|| {
                published::stated(self.head, self.tail, year.is_some())?.published(self.text, year, language)
            })
            .or_else(|| {
                let stated = published::stated(self.around, &|| &[], year.is_some())?;
                let near = self.metadata.near_headline.as_deref()?;
                stated.published(near, year, language).map(|published| Published { at: None, ..published })
            })
            .or_else(|| self.metadata.url.as_deref().and_then(file_name::published_in_address))
            .or_else(|| published::in_address(self.head))
            .or_else(|| file_name::published(self.path))
            .or_else(|| from_metadata(false))
    }
}

/// Whether a title is what programs put in place of one: "Document1", "Microsoft Word - raid.doc".
fn is_placeholder(title: &str) -> bool {
    let folded = fold(title.trim());
    let name = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    matches!(
        name,
        "document" | "dokument" | "documento" | "untitled" | "unbenannt" | "sans titre" | "sin titulo"
    ) || folded.starts_with("microsoft word - ")
}

fn elsewhere(metadata: &Option<String>) -> Option<Field> {
    let words = metadata.as_deref().map(str::trim).filter(|words| !words.is_empty())?;
    Some(Field { words: words.to_owned(), at: None })
}

/// Whether a heading is the name of a paper, station, agency or office.
pub(in crate::reading) fn is_name_of_site(heading: &str) -> bool {
    is_site(heading)
}

/// Whether a paragraph of a message is what its sender puts above or below every message: how to end the subscription, where
/// to see the message, who holds the rights.
pub(in crate::reading) fn is_foot_of_mail(words: &str) -> bool {
    const LONGEST: usize = 600;
    if words.len() > LONGEST || words.is_empty() {
        return false;
    }
    let folded = fold(words);
    let is_rights = || {
        (words.starts_with('©') || folded.starts_with("copyright ") || folded.starts_with("(c) "))
            && words_of(words).count() <= 40
    };
    WORDS.mail.stand_in(&folded) || is_rights()
}

/// Who holds the rights, as words that begin with "©" or "Copyright" say.
pub(in crate::reading) fn holder_of_rights(words: &str) -> Option<String> {
    let mut line = lines(clip(words, LONG_LINE), 0, 1);
    classify(&mut line, words, None);
    let at = source::copyright(line.first()?)?;
    words.get(at).map(|name| name.trim().to_owned())
}

/// Whether words begin with a label of a date that is not of publication: of a change, of printing, of saving.
pub(in crate::reading) fn names_other_date(words: &str) -> bool {
    let folded = fold(clip(words.trim(), 90));
    WORDS
        .labels_of(&folded)
        .next()
        .is_some_and(|(_, label)| matches!(label, Label::Updated | Label::OtherDate))
}

/// Whether words begin with a label of the date of publication: "Published on …".
pub(in crate::reading) fn names_publication(words: &str) -> bool {
    let folded = fold(clip(words.trim(), 90));
    let label = WORDS.labels_of(&folded).next();
    label.is_some_and(|(_, label)| matches!(label, Label::Published | Label::Original))
}

/// Whether words begin with a label of the date of first publication: "Originally published …".
pub(in crate::reading) fn names_first_publication(words: &str) -> bool {
    let folded = fold(clip(words.trim(), 90));
    WORDS.labels_of(&folded).next().is_some_and(|(_, label)| label == Label::Original)
}

/// Whether words beside a page's headline name a section or a button, and no site.
pub(in crate::reading) fn names_no_site(words: &str) -> bool {
    let folded = fold(words.trim());
    let is_known = |words: &str| WORDS.section.contains(words) || WORDS.furniture.contains(words);
    is_known(&folded) || words_of(&folded).all(is_known)
}

/// A page's title without the site's name at its end.
fn without_site<'w>(title: &'w str, site: &str) -> &'w str {
    if site.is_empty() {
        return title;
    }
    for separator in [" - ", " | ", " – ", " — "] {
        if let Some((before, after)) = title.rsplit_once(separator)
            && title::same_words(after, site)
            && !before.trim().is_empty()
        {
            return before.trim_end();
        }
    }
    title
}
