//! Places visited, as in a browser: back, and forward again.

use crate::report::topic::Topic;

/// A place to come back to: a block, and a byte of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// Index of the block in the edition.
    pub block: usize,
    /// Bytes of its text above the screen.
    pub offset: usize,
}

/// Somewhere one was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// In the text: the place at the top, and the current passage by its index.
    Text(Spot, usize),
    /// At a country, or at several compared: the tab, and what the selected row stands for.
    Countries(Vec<usize>, Topic, String),
    /// At an action of the checklist.
    Tasks(String),
}

/// Places behind and ahead of where one is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visits {
    behind: Vec<Stop>,
    ahead: Vec<Stop>,
}

/// Older places than this many are forgotten.
const MOST: usize = 500;

impl Visits {
    /// Before a jump: remembers where one was. What was ahead is gone.
    pub fn leave(&mut self, from: Stop) {
        if self.behind.last() != Some(&from) {
            self.behind.push(from);
            if self.behind.len() > MOST {
                self.behind.remove(0);
            }
        }
        self.ahead.clear();
    }

    /// Whether there is a place to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.behind.is_empty()
    }

    /// Back to the last place that is not this one.
    pub fn back(&mut self, from: Stop) -> Option<Stop> {
        step(&mut self.behind, &mut self.ahead, from)
    }

    /// Forward again.
    pub fn forward(&mut self, from: Stop) -> Option<Stop> {
        step(&mut self.ahead, &mut self.behind, from)
    }
}

fn step(from_list: &mut Vec<Stop>, to_list: &mut Vec<Stop>, here: Stop) -> Option<Stop> {
    let mut target = from_list.pop()?;
    if target == here {
        target = from_list.pop()?;
    }
    to_list.push(here);
    Some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(block: usize) -> Stop {
        Stop::Text(Spot { block, offset: 0 }, 0)
    }

    #[test]
    fn back_and_forward() {
        let mut visits = Visits::default();
        visits.leave(spot(1));
        visits.leave(spot(5));
        assert_eq!(visits.back(spot(9)), Some(spot(5)));
        assert_eq!(visits.back(spot(5)), Some(spot(1)));
        assert_eq!(visits.back(spot(1)), None);
        assert_eq!(visits.forward(spot(1)), Some(spot(5)));
        assert_eq!(visits.forward(spot(5)), Some(spot(9)));
        visits.leave(spot(9));
        assert_eq!(visits.forward(spot(2)), None);
    }
}
