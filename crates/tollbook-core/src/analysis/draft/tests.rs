//! Passages as an expert would mark them, in brackets, and what is drafted of each.

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::model::{
    Annotation, AnnotationId, Article, ClaimStatus, DateBasis, Draft, EntryId, Figures, Hostile, Incident,
    IncidentId, List, ListEntry, OperationBasis, Origin, ProjectId, Stamp, start,
};

mod fields;
mod stories;

/// A project just begun: Serval, Barkhane, Chammal; the own side is French.
struct Desk {
    project: Project,
    answers: Answers,
    stamp: Stamp,
    published: Option<DateRange>,
}

impl Desk {
    /// A desk with an article published on `day`; a blank day is not known.
    fn new(day: &str) -> Self {
        let at = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let mut stamp = Stamp::new(at, EntryId(Uuid::nil()), 1);
        let (project, _) =
            crate::analysis::fixture::begin(ProjectId(Uuid::from_u128(9)), "Test", "Ada", &mut stamp);
        let answers = Answers::of(&project);
        let published = day.parse::<Date>().ok().map(DateRange::day);
        Self { project, answers, stamp, published }
    }

    fn article(&self) -> ArticleId {
        ArticleId::of(self.project.id(), "a.txt")
    }

    /// Drafts the part of `text` that stands in brackets.
    fn draft(&self, text: &str, mark: Mark) -> Claim {
        let (text, span) = unbracket(text);
        let passage = Passage { text: &text, span, article: self.article(), published: self.published };
        draft(&self.project, &self.answers, &passage, mark)
    }

    /// Drafts and keeps the claim, with an incident of its own, as a mark does.
    fn mark(&mut self, text: &str, mark: Mark) -> IncidentId {
        let mut claim = self.draft(text, mark);
        let (text, span) = unbracket(text);
        let article = self.article();
        let before = self.project.clone();
        let mut edit = Draft::new(&before, &mut self.stamp);
        let (id, incident): (AnnotationId, IncidentId) = (edit.stamp.mint(), edit.stamp.mint());
        let (quote, prefix, suffix) = Annotation::quote(&text, &span).unwrap();
        edit.set(article, Article { published: self.published, ..Article::at("a.txt", "") });
        edit.set(
            id,
            Annotation {
                article,
                code: before.code_for(mark).unwrap(),
                start: span.start,
                end: span.end,
                quote,
                prefix,
                suffix,
                memo: String::new(),
                coder: before.list(List::Coder).next().unwrap().0,
                created: edit.stamp.at,
                modified: edit.stamp.at,
                origin: Origin::Hand,
                anchor: crate::model::Anchor::InPlace,
                anchor_sha256: String::new(),
                sensitive: false,
            },
        );
        edit.set(incident, Incident::blank());
        claim.incident = Some(incident);
        edit.set(id, claim);
        let edit = edit.finish("Mark").unwrap();
        let touched = self.project.apply(&edit).unwrap();
        self.answers.update(&self.project, &touched);
        incident
    }

    fn operations(&self, claim: &Claim) -> String {
        let names: Vec<&str> =
            claim.operations.iter().map(|id| self.project.operation_name(Some(*id))).collect();
        names.join(";")
    }

    fn entry(&self, id: Option<EntryId>) -> &str {
        self.project.entry_name(id)
    }
}

/// The text without its brackets, and what stood between them.
fn unbracket(text: &str) -> (String, Range<usize>) {
    let start = text.find('[').unwrap();
    let end = text.find(']').unwrap() - 1;
    (text.replacen(['[', ']'], "", 2), start..end)
}

fn any_article() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        r"\PC{0,4}",
        "[ ,.;\n’'()«»-]",
        prop::sample::select(vec![
            "French ",
            "soldiers ",
            "soldier ",
            "two ",
            "13 ",
            "killed ",
            "was ",
            "wounded ",
            "in ",
            "Mali ",
            "Gao",
            " on Monday",
            " five days earlier",
            "Barkhane",
            "Operation Serval",
            "since 2013 ",
            "to 38",
            "the ",
            "of ",
            "his death ",
            "the killing of ",
            "Jean Martin",
            "Martin’s death",
            "un soldat ",
            "tué ",
            "lundi ",
            "à ",
            "région de ",
            "مقتل ",
            "جندي ",
            "شمال ",
            "«شمال»",
            "including a woman",
            "said ",
            "according to the army",
            "an ambush ",
            "7th ",
            "Regiment ",
            "the other ",
            "one ",
            "İ",
            "ß",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn a_draft_never_panics_and_its_words_are_the_texts(
        text in any_article(), from in 0_usize..400, length in 0_usize..120, mark in prop::sample::select(Mark::ALL), dated: bool,
    ) {
        let desk = Desk::new(if dated { "2019-11-27" } else { "" });
        let start = text.floor_char_boundary(from.min(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        let passage = Passage { text: &text, span: start..end, article: desk.article(), published: desk.published };
        let claim = draft(&desk.project, &desk.answers, &passage, mark);
        for words in [&claim.count_as_written, &claim.date_as_written, &claim.victims, &claim.place, &claim.attribution] {
            prop_assert!(text.contains(words.as_str()), "{words:?} is not in {text:?}");
        }
        prop_assert!(claim.count.problem().is_none());
        prop_assert!(claim.incident.is_none() && claim.set_by_coder.iter().next().is_none());
        prop_assert_eq!(claim.kind, mark.kind());
        let trimmed = trim(&text, start..end);
        prop_assert!(text.get(trimmed.clone()).is_some() && trimmed.start >= start && trimmed.end <= end);
    }
}

#[test]
fn a_span_that_holds_no_words_gives_a_blank_claim() {
    let desk = Desk::new("2019-11-27");
    let text = "à Gao, un soldat est mort.";
    for span in [0..0, 1..3, 5..500, 300..400] {
        let passage = Passage { text, span, article: desk.article(), published: desk.published };
        assert_eq!(
            draft(&desk.project, &desk.answers, &passage, Mark::Killed),
            Claim::blank(Kind::Incident, Some(Outcome::Killed))
        );
    }
}

#[test]
fn a_mark_loses_stray_space_and_punctuation_around_it() {
    let trimmed = |text: &str| {
        let range = trim(text, 0..text.len());
        text[range].to_owned()
    };
    assert_eq!(trimmed("  two soldiers died. "), "two soldiers died");
    assert_eq!(trimmed(", one in a car accident,"), "one in a car accident");
    assert_eq!(trimmed("« deux soldats »,"), "« deux soldats »");
    assert_eq!(trimmed("by the U.S.,"), "by the U.S.");
    assert_eq!(trimmed("at 4:23 p.m. "), "at 4:23 p.m.");
    assert_eq!(trimmed("killed 3.5."), "killed 3.5");
    assert_eq!(trimmed("قُتل ثلاثة جنود؟"), "قُتل ثلاثة جنود");
    assert_eq!(trimmed("三人死亡。"), "三人死亡");
    assert_eq!(trimmed(" … "), " … ", "nothing else is left as it is");
}
