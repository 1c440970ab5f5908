package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Figure;
import java.util.List;

/** What a run says of its arrivals. Stateless. */
public final class ArrivalBlock implements Declared {
    private static final Block BLOCK = Block.ofArrivals("arrivals", "Arrivals");

    static final Figure DUE = BLOCK.count("due")
            .combined(Combined.SUM)
            .said("%s due")
            .help("Iterations that the schedule wanted to begin.");
    static final Figure BEGUN = BLOCK.count("begun")
            .combined(Combined.SUM)
            .said("%s begun")
            .help("Iterations that began, where only samples of agents tell.");
    static final Figure LATE = BLOCK.count("late")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .said("%s found no free virtual user and waited", "- found no free virtual user and waited")
            .help("Arrivals that found no free virtual user when they were due.");
    static final Figure DROPPED = BLOCK.count("dropped")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .alsoCalled("dropped", "count")
            .said("%s dropped", "how many agents dropped is not known")
            .help("Arrivals that were given up.");
    static final Figure OVERDUE = BLOCK.count("overdue")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Arrivals that a free virtual user began more than 10 ms late: the client's own lag.");
    static final Figure LATE_RATE = BLOCK.share("late_rate")
            .lowerIsBetter()
            .combined(Combined.WEIGHTED)
            .help("Late arrivals by all that were due.");
    static final Figure DROPPED_RATE = BLOCK.share("dropped_rate")
            .lowerIsBetter()
            .combined(Combined.WEIGHTED)
            .alsoCalled("dropped", "rate")
            .help("Dropped arrivals by all that were due.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
