package io.github.pgsurge.jmeter.elements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.jmeter.protocol.http.control.Header;
import org.apache.jmeter.protocol.http.control.HeaderManager;
import org.apache.jmeter.testelement.property.JMeterProperty;

/** The request headers that stock Header Managers give a sampler. Stateless. */
final class StockHeaders {
    private StockHeaders() {}

    /** Adds a manager's to those of the managers nearer to the sampler, whose values hold; gives a new list. */
    static List<Map.Entry<String, String>> of(List<Map.Entry<String, String>> nearer, HeaderManager manager) {
        List<Map.Entry<String, String>> all = new ArrayList<>(nearer);
        for (JMeterProperty property : manager.getHeaders()) {
            Header header = (Header) property.getObjectValue();
            if (all.stream().noneMatch(known -> known.getKey().equalsIgnoreCase(header.getName()))) {
                all.add(Map.entry(header.getName(), header.getValue()));
            }
        }
        return all;
    }
}
