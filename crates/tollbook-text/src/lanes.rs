//! Lanes for decorations that overlap, so that none hides another.

use std::ops::Range;

/// A lane for each range, in the order given: ranges that overlap get different lanes, and what holds
/// others is nearer to the words than they are. No more lanes are used than ranges overlap anywhere.
pub fn lanes(ranges: &[Range<usize>]) -> Vec<u8> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|&index| (ranges[index].start, usize::MAX - ranges[index].end));
    let mut lanes = vec![0; ranges.len()];
    // Where the last range of each lane ends.
    let mut ends: Vec<usize> = Vec::new();
    for index in order {
        let range = &ranges[index];
        let free = ends.iter().position(|&end| end <= range.start);
        let lane = free.unwrap_or(ends.len());
        if free.is_none() {
            ends.push(0);
        }
        ends[lane] = range.end.max(range.start);
        lanes[index] = u8::try_from(lane).unwrap_or(u8::MAX);
    }
    lanes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_holds_others_is_nearest_to_the_words() {
        assert_eq!(lanes(&[5..8, 0..10, 6..7, 10..12]), [1, 0, 2, 0]);
        assert_eq!(lanes(&[0..5, 3..8, 5..9]), [0, 1, 0]);
        assert_eq!(lanes(&[0..3, 0..10]), [1, 0]);
        assert!(lanes(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn lanes_are_as_many_as_overlap(
            pairs in prop::collection::vec((0usize..40, 1usize..15), 0..20),
        ) {
            let ranges: Vec<_> = pairs.iter().map(|&(from, length)| from..from + length).collect();
            let lanes = lanes(&ranges);
            for (i, a) in ranges.iter().enumerate() {
                for (j, b) in ranges.iter().enumerate() {
                    let overlap = a.start < b.end && b.start < a.end;
                    prop_assert!(i == j || !overlap || lanes[i] != lanes[j]);
                }
            }
            let depth = |byte| ranges.iter().filter(|range| range.contains(&byte)).count();
            let deepest = (0..60).map(depth).max();
            let used = lanes.iter().map(|&lane| usize::from(lane) + 1).max();
            prop_assert_eq!(used.unwrap_or(0), deepest.unwrap_or(0));
        }
    }
}
