//! How wide the columns of a table are.

use super::row::BETWEEN;

/// A column of text is no narrower than this, unless it has less to say; the first, and the last, which has most to say, need more.
const LEAST: usize = 12;
const LEAST_FIRST: usize = 16;
const LEAST_LAST: usize = 22;

/// How wide columns are that want to be `natural` wide, in `room` columns: what they want where that fits; else the first one and, from
/// `first` on, as many as fit with the least they need, which then share what is left. Columns that are not shown are 0 wide.
/// `even`: side by side, all of the same width.
pub(super) fn widths(natural: &[usize], first: usize, room: usize, even: bool) -> Vec<u16> {
    let count = natural.len();
    let between = usize::from(BETWEEN);
    if even && count > 0 {
        let each = room.saturating_sub(between * (count - 1)) / count;
        return vec![each.max(1) as u16; count];
    }
    let least = |index: usize| match index {
        0 => natural[0].min(LEAST_FIRST),
        index if index + 1 == count => natural[index].min(LEAST_LAST),
        index => natural[index].min(LEAST),
    };
    let mut widths = vec![0; count];
    let mut used = 0;
    for index in (0..count).filter(|index| *index == 0 || *index >= first) {
        let gap = if index == 0 { 0 } else { between };
        // The first column and the one behind it are shown in any case, in what room there is.
        let must = index == 0 || index == first;
        let width = if must { least(index).min(room.saturating_sub(used + gap)) } else { least(index) };
        if width == 0 || used + gap + width > room {
            break;
        }
        widths[index] = width;
        used += gap + width;
    }
    // What is left goes, a column at a time, to the one that lacks most in proportion to what it has.
    while used < room {
        let lacking = (0..count).filter(|index| widths[*index] > 0 && widths[*index] < natural[*index]);
        let Some(index) = lacking.max_by_key(|index| natural[*index] * 64 / (widths[*index] * widths[*index])) else { break };
        widths[index] += 1;
        used += 1;
    }
    widths.into_iter().map(|width| width as u16).collect()
}
