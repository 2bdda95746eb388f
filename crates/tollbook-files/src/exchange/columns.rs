//! What each file of the CSV package holds, column by column (docs/file-format.md): the one list
//! from which headers, `datapackage.json` and the reading of files are made.

use super::claim_columns::CLAIM_COLUMNS;
use super::code_columns::CODE_COLUMNS;
pub use super::column::{Column, Type};
use super::column::{col, derived, word};
use tollbook_core::analysis::timeline::Grouping;
use tollbook_core::model::{
    Anchor, ClaimField, Hostile, Kind, List, Origin, Outcome, Precision, PublishedBasis, ReadState, Relation,
    SideKind,
};

/// Columns of this file that name a row of another; a blank file is the same one.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKey {
    /// The column here.
    pub column: &'static str,
    /// The file there.
    pub file: &'static str,
    /// The column there.
    pub to: &'static str,
}

/// A file of the package.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// What it names in other files.
    pub foreign_keys: &'static [ForeignKey],
}

impl File {
    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

const fn refers(column: &'static str, file: &'static str, to: &'static str) -> ForeignKey {
    ForeignKey { column, file, to }
}

/// The parts of an incident that a coder can set, as they stand in `set_by_coder`.
pub const INCIDENT_FIELDS: [&str; 8] =
    ["title", "operation", "date", "country", "place", "cause", "hostile", ESTIMATE_FIELD];

/// The word in `set_by_coder` for low, best and high.
pub const ESTIMATE_FIELD: &str = "estimate";

use Type::{Bool, Colour, Count, Day, Id, Integer, List as Texts, Moment, Text, Words};

/// The columns of an annotation before those of its claim.
const ANNOTATION_HEAD: [Column; 15] = [
    col("annotation_id", Id, "The annotation."),
    col("article", Text, "The article's path in the project's folder."),
    derived("article_sha256", Id, "SHA-256 of the text to which the offsets belong."),
    derived("article_date", Day, "The last day on which the article can have been published."),
    col("code", Text, "The code."),
    col("start", Count, "Where the span begins, in Unicode code points from the start of the text."),
    col("end", Count, "Where the span ends, in Unicode code points; the span is half-open."),
    col("quote", Text, "The words of the span."),
    col("prefix", Text, "Some words before the span."),
    col("suffix", Text, "Some words after the span."),
    col("memo", Text, "The coder's notes."),
    col("coder", Text, "Who annotated it."),
    col("created", Moment, "When it was marked."),
    col("modified", Moment, "When it was last changed."),
    col("origin", word!(Origin), "Where the annotation came from."),
];

/// The columns of an annotation after those of its claim.
const ANNOTATION_TAIL: [Column; 8] = [
    col("incident_id", Id, "The incident with which the claim was born; see joined_to there."),
    col(
        "set_by_coder",
        Words(|| ClaimField::ALL.iter().map(|field| field.as_str()).collect()),
        "Which fields of the claim the coder set; the rest were read from the text.",
    ),
    col("certainty", Text, "Of a claim that was suggested: how certain its fields were, in percent."),
    derived("event_id", Id, "The event: the incident to which all others of it are joined."),
    col("anchor", word!(Anchor), "Where the quote is in the article's present text; blank is in place."),
    col("anchor_sha256", Id, "The text to which start and end belong, where it is not the article's."),
    col("sensitive", Bool, "Whether the annotation is sensitive."),
    derived("page", Count, "The page on which the span begins, of an article with numbered pages."),
];

/// How many columns the fields of a claim have.
const CLAIM_WIDTH: usize = {
    let (mut width, mut part) = (0, 0);
    while part < CLAIM_COLUMNS.len() {
        width += CLAIM_COLUMNS[part].columns.len();
        part += 1;
    }
    width
};

/// The columns of `annotations.csv`: the annotation's, and in their middle those of its claim's fields.
const ANNOTATION_COLUMNS: [Column; ANNOTATION_HEAD.len() + CLAIM_WIDTH + ANNOTATION_TAIL.len()] = {
    let mut all = [ANNOTATION_HEAD[0]; ANNOTATION_HEAD.len() + CLAIM_WIDTH + ANNOTATION_TAIL.len()];
    let mut to = 0;
    while to < ANNOTATION_HEAD.len() {
        all[to] = ANNOTATION_HEAD[to];
        to += 1;
    }
    let mut part = 0;
    while part < CLAIM_COLUMNS.len() {
        let mut from = 0;
        while from < CLAIM_COLUMNS[part].columns.len() {
            all[to] = CLAIM_COLUMNS[part].columns[from];
            (from, to) = (from + 1, to + 1);
        }
        part += 1;
    }
    let mut from = 0;
    while from < ANNOTATION_TAIL.len() {
        all[to] = ANNOTATION_TAIL[from];
        (from, to) = (from + 1, to + 1);
    }
    all
};

/// `annotations.csv`.
pub const ANNOTATIONS: File = File {
    name: "annotations.csv",
    about: "An annotation, with the claim that it may carry.",
    columns: &ANNOTATION_COLUMNS,
    key: &["annotation_id"],
    foreign_keys: &[
        refers("article", "articles.csv", "article"),
        refers("code", "codebook.csv", "code"),
        refers("incident_id", "incidents.csv", "incident_id"),
        refers("date_incident", "incidents.csv", "incident_id"),
    ],
};

/// Columns that an `annotations.csv` made elsewhere may have besides: which occurrence of the quote
/// is meant, counting from 1, and the scope of a total, which the package has in `totals.csv`.
pub const FOREIGN_COLUMNS: [&str; 6] =
    ["nth", "definition", "as_of", "from", "scope_operations", "scope_countries"];

/// `incidents.csv`.
pub const INCIDENTS: File = File {
    name: "incidents.csv",
    about: "An incident's estimate for one side and outcome, or one row where it has none. The \
            columns before side are the same in all rows of an incident.",
    columns: &[
        col("incident_id", Id, "The incident."),
        col("joined_to", Id, "The incident that this one is really the same as."),
        col("title", Text, "A name for it."),
        col("operation", Text, "The operation."),
        col("date_start", Day, "The first possible day."),
        col("date_end", Day, "The last possible day."),
        col("date_precision", word!(Precision), "How finely the date is known."),
        col("country", Text, "The country."),
        col("where_description", Text, "The place."),
        col("cause", Text, "What did it."),
        col("hostile", word!(Hostile), "Whether an enemy did it."),
        col("side", Text, "Whose people."),
        col("outcome", word!(Outcome), "What happened to them."),
        col("low", Count, "At least so many."),
        col("best", Count, "The figure."),
        col("high", Count, "At most so many."),
        derived("estimate_rule", Text, "How the figures came about."),
        col("estimate_reason", Text, "The coder's reason, where the coder set the figures."),
        derived("number_of_sources", Count, "How many independent sources give a figure."),
        derived("source_article", Texts, "The articles that do."),
        col(
            "set_by_coder",
            Words(|| INCIDENT_FIELDS.to_vec()),
            "What the coder set in this row; the rest follows from the claims.",
        ),
        col("memo", Text, "The coder's notes."),
        derived("event_id", Id, "The event: the incident to which all others of it are joined."),
    ],
    key: &["incident_id", "side", "outcome"],
    foreign_keys: &[
        refers("joined_to", "", "incident_id"),
        refers("operation", "operations.csv", "operation"),
    ],
};

/// `totals.csv`.
pub const TOTALS: File = File {
    name: "totals.csv",
    about: "A running total: its scope, what it reports, and what has been counted in that scope.",
    columns: &[
        col("annotation_id", Id, "The annotation."),
        derived("article", Text, "The article."),
        col("operations", Texts, "The operations of its scope."),
        col("countries", Texts, "The named areas and the countries of its scope, areas first."),
        col("side", Text, "Whose people."),
        col("outcome", word!(Outcome), "What happened to them."),
        col("definition", Text, "What the total says it counts."),
        col("from", Day, "The first day that it counts."),
        col("as_of_start", Day, "When it held: the first possible day."),
        col("as_of_end", Day, "When it held: the last possible day."),
        col("as_of_incident", Id, "The incident that it was given with."),
        col("reported_low", Count, "At least so many are reported."),
        col("reported", Count, "So many are reported."),
        col("reported_high", Count, "At most so many are reported."),
        derived("counted_low", Count, "At least so many are counted."),
        derived("counted", Count, "So many are counted; blank where that is a range."),
        derived("counted_high", Count, "At most so many are counted."),
        derived("difference", Integer, "Reported less counted."),
        derived("verdict", Text, "What comes of it."),
        col(
            "as_of_precision",
            word!(Precision),
            "How finely as_of is known; blank where it was not set by the coder but follows from the \
             incident or the article.",
        ),
    ],
    key: &["annotation_id"],
    foreign_keys: &[
        refers("annotation_id", "annotations.csv", "annotation_id"),
        refers("as_of_incident", "incidents.csv", "incident_id"),
    ],
};

/// `series.csv`.
pub const SERIES: File = File {
    name: "series.csv",
    about: "A period, operation, side, outcome and value of hostile: the sum over incidents. \
            Only what can be drawn; periods with none have no row.",
    columns: &[
        derived("period_start", Day, "The first day of the period."),
        derived("period", Text, "The period: 2019-11, 2019 Q4 or 2019."),
        derived("operation", Text, "The operation."),
        derived("side", Text, "Whose people; blank is not known."),
        derived("outcome", word!(Outcome), "What happened to them."),
        derived("hostile", word!(Hostile), "Whether an enemy did it."),
        derived("low", Count, "The sum of the lows; blank where none is known."),
        derived("best", Count, "The sum of the bests that are known; blank where none is."),
        derived("high", Count, "The sum of the highs; blank where any is not known."),
        derived("incidents", Count, "How many incidents."),
        derived("incidents_without_best", Count, "How many of their figures have no best."),
    ],
    key: &["period_start", "operation", "side", "outcome", "hostile"],
    foreign_keys: &[refers("operation", "operations.csv", "operation")],
};

/// The column of `series.csv` that names the groups of a chart; `None` where the column of the side does.
pub fn group_column(grouping: Grouping) -> Option<&'static Column> {
    const COUNTRY: Column = derived("country", Text, "The country; blank is not set.");
    const CAUSE: Column = derived("cause", Text, "What did it; blank is not set.");
    const SOURCE: Column = derived("source", Text, "Who reported it; blank is not known.");
    match grouping {
        Grouping::Operation => SERIES.place("operation").and_then(|place| SERIES.columns.get(place)),
        Grouping::Side => None,
        Grouping::Country => Some(&COUNTRY),
        Grouping::Cause => Some(&CAUSE),
        Grouping::Source => Some(&SOURCE),
    }
}

/// `events.csv`.
pub const EVENTS: File = File {
    name: "events.csv",
    about: "An event, a side and an outcome: one flat row for each, for statistics programs and spreadsheets. \
            What is joined is one event; what only is background has none.",
    columns: &[
        derived("event_id", Id, "The event: the incident to which all others of it are joined."),
        derived("title", Text, "A name for it."),
        derived("operation", Text, "The operation."),
        derived("date_start", Day, "The first possible day."),
        derived("date_end", Day, "The last possible day."),
        derived("date_precision", word!(Precision), "How finely the date is known."),
        derived("country", Text, "The country."),
        derived("place", Text, "The place."),
        derived("cause", Text, "What did it."),
        derived("hostile", word!(Hostile), "Whether an enemy did it."),
        derived("side", Text, "Whose people; blank is not known."),
        derived("outcome", word!(Outcome), "What happened to them."),
        derived("low", Count, "At least so many."),
        derived("best", Count, "The figure."),
        derived("high", Count, "At most so many."),
        derived("sources", Count, "How many independent sources give a figure."),
        derived("articles", Texts, "The articles that do."),
    ],
    key: &["event_id", "side", "outcome"],
    foreign_keys: &[
        refers("event_id", "incidents.csv", "incident_id"),
        refers("operation", "operations.csv", "operation"),
    ],
};

/// `articles.csv`.
pub const ARTICLES: File = File {
    name: "articles.csv",
    about: "An article, once for each coder who has a state for it.",
    columns: &[
        col("article", Text, "The path in the project's folder."),
        col("article_id", Id, "The article."),
        derived("sha256", Id, "SHA-256 of the text, with line ends as \\n and no byte-order mark."),
        col("title", Text, "The headline."),
        col("published_start", Day, "The first possible day of publication."),
        col("published_end", Day, "The last possible day of publication."),
        col("published_precision", word!(Precision), "How finely that is known."),
        col("published_basis", word!(PublishedBasis), "How that is known."),
        col("source", Text, "Who published it."),
        col(
            "independent_source",
            Text,
            "Articles that repeat one report are one independent source; blank is one of its own.",
        ),
        col("coder", Text, "Whose state."),
        col("state", word!(ReadState), "How far the coder has come with it; blank is unread."),
        derived("annotations", Count, "How many annotations the article has, of all coders."),
        col("memo", Text, "The coder's notes."),
        col("published_as_written", Text, "The words that say when it was published."),
        col("container", Text, "The path of the file of many articles in which it is."),
        col("part", Text, "What tells it apart in that file."),
        col("original_sha256", Id, "SHA-256 of the file from which the text was extracted."),
        col("extractor", Text, "What extracted the text."),
        col("extractor_version", Count, "The version of that."),
        col("language", Text, "The language of the text."),
        col("url", Text, "The article's address."),
        col("retrieved", Text, "When it was fetched or saved, as stated."),
        col("sensitive", Bool, "Whether the article is sensitive."),
    ],
    key: &["article", "coder"],
    foreign_keys: &[],
};

/// The columns of `codebook.csv`.
const CODEBOOK_COLUMNS: [Column; CODE_COLUMNS.len()] = {
    let mut all = [CODE_COLUMNS[0].column; CODE_COLUMNS.len()];
    let mut at = 0;
    while at < CODE_COLUMNS.len() {
        all[at] = CODE_COLUMNS[at].column;
        at += 1;
    }
    all
};

/// `codebook.csv`.
pub const CODEBOOK: File = File {
    name: "codebook.csv",
    about: "A code.",
    columns: &CODEBOOK_COLUMNS,
    key: &["code"],
    foreign_keys: &[refers("parent", "", "code")],
};

/// `operations.csv`.
pub const OPERATIONS: File = File {
    name: "operations.csv",
    about: "An operation.",
    columns: &[
        col("operation", Text, "Its name."),
        col("aliases", Texts, "Other names for it."),
        col("begins", Day, "Its first day."),
        col("ends", Day, "Its last day; blank is still going on, or not known."),
        col("area", Texts, "Countries, or named areas."),
        col("follows", Text, "The operation that it took over from."),
        col("colour", Colour, "Its colour in the chart."),
    ],
    key: &["operation"],
    foreign_keys: &[refers("follows", "", "operation")],
};

/// `lists.csv`.
pub const LISTS: File = File {
    name: "lists.csv",
    about: "An entry of one of the project's lists.",
    columns: &[
        col("list", word!(List), "Which list."),
        col("value", Text, "Its name."),
        col(
            "detail",
            Text,
            "Of a definition, the values of hostile that it includes; of an area, its countries; with ; \
             between.",
        ),
        col("country", Text, "Of a side: the country whose it is."),
        col("kind", word!(SideKind), "Of a side: what sort of people it is."),
        col(
            "recorded",
            Bool,
            "Of a side: whether its casualties are recorded, and drawn unless others are chosen.",
        ),
    ],
    key: &["list", "value"],
    foreign_keys: &[],
};

/// `links.csv`.
pub const LINKS: File = File {
    name: "links.csv",
    about: "Something that one row says of another.",
    columns: &[
        col("from", Id, "The row that says it: an annotation or an incident."),
        col("relation", word!(Relation), "What it says."),
        col("to", Id, "Of which row: an incident, or for \"excluded from total\" an annotation."),
        col("value", Text, "More, where the relation needs it."),
    ],
    key: &["from", "relation", "to", "value"],
    foreign_keys: &[],
};

/// `rejections.csv`.
pub const REJECTIONS: File = File {
    name: "rejections.csv",
    about: "A suggestion that a coder has rejected, which is not made again.",
    columns: &[
        col("article", Text, "The path in the project's folder."),
        col("start", Count, "Where the words begin: code points from the start of the text."),
        col("end", Count, "Where they end."),
        col("quote", Text, "The words, from those of the people to those that say what happened."),
        col("kind", word!(Kind), "The kind of claim that was suggested."),
        col("outcome", word!(Outcome), "The outcome that was suggested."),
        col("everywhere", Bool, "Whether the same words are rejected in other places too."),
        col("coder", Text, "Who rejected it."),
        col("created", Moment, "When."),
    ],
    key: &["article", "start", "end", "kind", "outcome"],
    foreign_keys: &[],
};

/// The table of possible duplicates, which is no part of the package.
pub const DUPLICATES: File = File {
    name: "duplicates.csv",
    about: "A pair of incidents that may be one event, or of articles whose texts agree; best first.",
    columns: &[
        derived("kind", Text, "incidents or articles."),
        derived("first", Text, "The event id of one incident, or the path of one article."),
        derived("second", Text, "The same of the other."),
        derived("first_title", Text, "The title of the first."),
        derived("second_title", Text, "The title of the second."),
        derived(
            "score",
            Count,
            "How alike they are: points, or for articles the percentage of the shorter text.",
        ),
        derived("shown", Bool, "Whether the panel of possible duplicates shows the pair."),
        derived("reasons", Texts, "What speaks for it."),
    ],
    key: &["kind", "first", "second"],
    foreign_keys: &[],
};

/// How far every two coders agree, by code.
pub const AGREEMENT: File = File {
    name: "agreement.csv",
    about: "How far two coders agree on one code, in the articles that both have read.",
    columns: &[
        derived("coder_1", Text, "One coder."),
        derived("coder_2", Text, "The other."),
        derived("code", Text, "The code."),
        derived("articles", Count, "How many articles both have read."),
        derived("unit", Text, "What kappa is counted over: sentences or tokens."),
        derived("units", Count, "How many of these the articles have."),
        derived("both", Count, "Units in which both coders have the code."),
        derived("only_1", Count, "Units in which the first alone has it."),
        derived("only_2", Count, "Units in which the second alone has it."),
        derived("kappa", Text, "Cohen's kappa (1960) over the units; blank where nothing varies."),
        derived("spans_1", Count, "How many spans the first has marked."),
        derived("spans_2", Count, "How many spans the second has marked."),
        derived("alpha_spans", Text, "Krippendorff's alpha for unitising (2004, section 11.6)."),
        derived("counts", Count, "Pairs of claims on overlapping spans with a best figure each."),
        derived("alpha_counts", Text, "Krippendorff's alpha of these figures, on an interval scale."),
    ],
    key: &["coder_1", "coder_2", "code"],
    foreign_keys: &[],
};

/// Where coders differ.
pub const DISAGREEMENTS: File = File {
    name: "disagreements.csv",
    about: "A place where two coders who have read the same article differ.",
    columns: &[
        derived("article", Text, "The article's path."),
        derived("differs", Text, "missing (one alone annotated it), code, span or count."),
        derived("coder_1", Text, "One coder."),
        derived("annotation_1", Id, "The annotation of the first."),
        derived("code_1", Text, "Its code."),
        derived("quote_1", Text, "Its words."),
        derived("count_1", Count, "Its best figure."),
        derived("coder_2", Text, "The other coder."),
        derived("annotation_2", Id, "The annotation of the second."),
        derived("code_2", Text, "Its code."),
        derived("quote_2", Text, "Its words."),
        derived("count_2", Count, "Its best figure."),
    ],
    key: &["article", "annotation_1", "annotation_2"],
    foreign_keys: &[],
};

/// What differs between two states of a project: a row for each field, and for each bar of the chart.
pub const CHANGES: File = File {
    name: "changes.csv",
    about: "A field of a fact, or a bar of the chart, that differs between two states of a project.",
    columns: &[
        derived("thing", Text, "What differs: annotation, claim, incident, article …, or bar of the chart."),
        derived("id", Id, "The row's id; blank for a bar."),
        derived("subject", Text, "Its words, name or title."),
        derived("change", Text, "added, changed or removed."),
        derived("field", Text, "The field; of a bar, count."),
        derived("before", Text, "Its value before; blank is unknown or not there."),
        derived("after", Text, "Its value after."),
    ],
    key: &["thing", "id", "field"],
    foreign_keys: &[],
};

/// Who changed what when: a row for each field that an edit changed.
pub const HISTORY: File = File {
    name: "history.csv",
    about: "A field that an edit of the history changed.",
    columns: &[
        derived("edit", Integer, "The number of the edit, from 1."),
        derived("at", Moment, "When it was made."),
        derived("coder", Text, "Who made it."),
        derived("label", Text, "What it is called."),
        derived("undoes", Integer, "The number of the edit that it takes back."),
        derived("thing", Text, "What it changed: annotation, claim, incident, article …"),
        derived("id", Id, "The row's id."),
        derived("subject", Text, "Its words, name or title."),
        derived("change", Text, "added, changed or removed."),
        derived("field", Text, "The field."),
        derived("before", Text, "Its value before; blank is unknown or not there."),
        derived("after", Text, "Its value after."),
    ],
    key: &["edit", "id", "field"],
    foreign_keys: &[],
};

/// Every file, in the order in which the package is written.
pub const FILES: [&File; 11] = [
    &ANNOTATIONS,
    &INCIDENTS,
    &EVENTS,
    &TOTALS,
    &SERIES,
    &ARTICLES,
    &CODEBOOK,
    &OPERATIONS,
    &LISTS,
    &LINKS,
    &REJECTIONS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_foreign_keys_name_columns_that_are_there() {
        for file in FILES {
            assert!(file.key.iter().all(|key| file.place(key).is_some()), "{}", file.name);
            for key in file.foreign_keys {
                let to = if key.file.is_empty() { file.name } else { key.file };
                let to = FILES.into_iter().find(|file| file.name == to).unwrap();
                assert!(file.place(key.column).is_some() && to.place(key.to).is_some(), "{key:?}");
            }
        }
    }
}
