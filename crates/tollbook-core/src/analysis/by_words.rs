//! Incidents found by words.

use jiff::civil::Date;

use super::Answers;
use super::incident::IncidentView;
use super::search::Query;
use crate::model::{IncidentId, Project};

/// The incidents of whose name, country, operation and cause these are words, at most so many: those
/// nearest to a day first, and last those without a date. Goes through every incident.
pub fn incidents_by_words(
    project: &Project,
    answers: &Answers,
    words: &str,
    near: Option<Date>,
    most: usize,
) -> Vec<IncidentId> {
    let Ok(Some(matcher)) = Query::words(words).compile() else { return Vec::new() };
    let mut text = String::new();
    let is_meant = |view: &IncidentView, text: &mut String| {
        text.clear();
        let operation = project.operation_name(view.operation.value);
        let cause = project.entry_name(view.cause.value);
        for part in [view.title.as_str(), view.country.value.as_deref().unwrap_or(""), operation, cause] {
            text.push_str(part);
            text.push('\n');
        }
        matcher.is_in(text)
    };
    let views = answers.incidents().filter(|view| is_meant(view, &mut text));
    let far = |day: Date| near.map_or(0, |near| (day - near).get_days().unsigned_abs());
    let mut found: Vec<(Option<u32>, IncidentId)> =
        views.map(|view| (view.date.value.map(|date| far(date.first())), view.root)).collect();
    found.sort_unstable_by_key(|(far, id)| (far.is_none(), *far, *id));
    found.into_iter().take(most).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    #[test]
    fn all_words_have_to_be_there_and_the_nearest_comes_first() {
        let story = story(
            "article a 2020-01-10
            killed k 2 date=2019-11-25 op=Barkhane place=Ménaka country=Mali cause=air
            killed k2 3 date=2020-01-09 op=Barkhane place=Gao country=Mali
            killed k3 1 op=Chammal country=Iraq
            killed k4 1 op=Barkhane country=Mali",
        );
        let found = |words: &str, most: usize| {
            let near = "2020-01-10".parse().ok();
            let found = incidents_by_words(&story.project, &story.answers, words, near, most);
            found.into_iter().map(|id| story.name_of(id)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("mali", 9), "k2 k k4");
        assert_eq!(found("killed barkhane", 2), "k2 k");
        assert_eq!(found("menaka 2019", 9), "k");
        assert_eq!(found("gao iraq", 9), "");
        assert_eq!(found(" ", 9), "");
    }
}
