package io.github.pgsurge.connection;

/** Told what the guard sees and does, on the guard's thread (or a connecting one): must return soon. */
@FunctionalInterface
public interface GuardListener {
    /** Listens to nothing; the guard logs every event anyway. */
    GuardListener NONE = event -> {};

    /** {@link GuardEvent.Kind#STOP} asks the listener to end the test cleanly. */
    void on(GuardEvent event);
}
