package io.github.pgsurge.jmeter.elements;

import org.apache.jmeter.control.GenericController;
import org.apache.jmeter.control.IncludeController;
import org.apache.jorphan.collections.HashTree;

/**
 * Included plans in a group's tree. JMeter has put what they hold below the Include Controller, which yet reads its file
 * again for every copy that is made of it: 10,000 VUs would read it 10,000 times, and each keep all of it. Stateless.
 */
final class Included {
    private Included() {}

    /** Puts a controller that does the same in the place of every Include Controller. */
    static void readOnce(HashTree tree) {
        for (Object node : tree.getArray()) {
            readOnce(tree.getTree(node));
            if (node instanceof IncludeController include) {
                GenericController plain = new GenericController();
                plain.setName(include.getName());
                tree.replaceKey(include, plain);
            }
        }
    }
}
