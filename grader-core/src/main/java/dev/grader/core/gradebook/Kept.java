package dev.grader.core.gradebook;

/** How many of a component's marked items count; which ones is chosen in the student's favour. */
public sealed interface Kept {
    /** How many of so many marked items are dropped: never the last one. */
    int dropped(int marked);

    /** All of them. */
    record All() implements Kept {
        @Override
        public int dropped(int marked) {
            return 0;
        }
    }

    /** All but some; what is excused or open does not take the place of one that is dropped. */
    record AllBut(int count) implements Kept {
        public AllBut {
            if (count < 0) {
                throw new IllegalArgumentException("not fewer than 0 items are dropped: " + count);
            }
        }

        @Override
        public int dropped(int marked) {
            return Math.max(0, Math.min(count, marked - 1));
        }
    }

    /** So many; with fewer marked, all of them. */
    record Best(int count) implements Kept {
        public Best {
            if (count < 1) {
                throw new IllegalArgumentException("at least 1 item is kept, not " + count);
            }
        }

        @Override
        public int dropped(int marked) {
            return Math.max(0, marked - count);
        }
    }
}
