//! What one more edge costs in points.

use assign::trade_off::TradeOff;
use assign::{AssignError, Edge, Instance};

fn main() -> Result<(), AssignError> {
    let edge = |left, right, score| Edge { left, right, score };
    let instance = Instance::new(2, vec![1, 1], vec![edge(0, 0, 9), edge(0, 1, 1), edge(1, 0, 2)])?;
    let TradeOff { quality, one_more, coverage } = TradeOff::of(&instance);
    println!("the greatest total: {} edges, {} points", quality.duos, quality.total);
    if let Some(point) = one_more {
        println!("one edge more: {} edges, {} points", point.duos, point.total);
    }
    println!("the most edges: {} edges, {} points", coverage.duos, coverage.total);
    Ok(())
}
