//! What is kept up to date edit by edit equals what is made from scratch.

use proptest::prelude::*;

use super::*;
use crate::analysis::Answers;
use crate::analysis::counted::Counted;
use crate::analysis::duplicates::Duplicates;
use crate::analysis::timeline::{Grain, Group, Grouping};
use crate::analysis::what_if::WhatIf;
use crate::model::ArticleId;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn in_a_crowd_look_alikes_kept_up_to_date_equal_those_from_scratch(
        edits in prop::collection::vec(edit_in_a_crowd(), 1..16),
    ) {
        let mut story = story_after(&[]);
        let alike = |n| format!("article a{}\nkilled c{n} 1 date=2020-01-05 place=Gao country=Mali op=Barkhane", n % 4);
        tell(&mut story, &(0..36).map(alike).collect::<Vec<_>>());
        for edit in edits {
            tell(&mut story, std::slice::from_ref(&edit));
            let found = Duplicates::find(&story.project, &story.answers, &|_| None, &|_, _| true);
            prop_assert!(Some(&story.duplicates) == found.as_ref(), "after {}", edit);
        }
    }
}

proptest! {
    #[test]
    fn answers_kept_up_to_date_equal_answers_from_scratch(edits in many(edit())) {
        let mut story = story_after(&[]);
        for edit in edits {
            tell(&mut story, std::slice::from_ref(&edit));
            prop_assert!(story.answers == Answers::from_project(&story.project), "after {}", edit);
            let found = Duplicates::find(&story.project, &story.answers, &|_| None, &|_, _| true);
            prop_assert!(Some(&story.duplicates) == found.as_ref(), "look-alikes after {}", edit);
        }
    }

    #[test]
    fn counts_kept_up_to_date_equal_counts_from_scratch(
        edits in many(edit()),
        source in prop::option::of(word(&["AFP", "Reuters", ""])),
        left_out in prop::option::of(word(&["AFP", "Reuters"])),
        article in prop::option::of(0..4),
        (two_sources, by_year, hides) in any::<(bool, bool, bool)>(),
        grouping in prop::sample::select(Grouping::ALL),
    ) {
        let mut story = story_after(&[]);
        let serval = story.project.operation_named("Serval");
        let query = Query {
            grain: if by_year { Grain::Year } else { Grain::Month },
            sources: source.map(|name| [name].into()),
            hidden: serval.into_iter().filter(|_| hides).map(Group::Operation).collect(),
            grouping,
            ..Query::everything()
        };
        let what_if = WhatIf {
            articles: article.into_iter().map(|n| ArticleId::for_path(story.project.id(), &format!("a{n}"))).collect(),
            sources: left_out.into_iter().collect(),
            two_sources,
            ..WhatIf::default()
        };
        story.befores = Some(Vec::new());
        let mut counted = Counted::count(&story.project, &story.answers, &query, &what_if);
        for edit in edits {
            tell(&mut story, std::slice::from_ref(&edit));
            for (project, answers, before) in &story.befores.replace(Vec::new()).unwrap_or_default() {
                counted.update(project, answers, &query, &what_if, before);
                prop_assert!(counted == Counted::count(project, answers, &query, &what_if), "after {}", edit);
            }
        }
    }
}
