package io.github.pgsurge.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words that rows are made of. ASCII only, so that a database of any encoding can store them.
 *
 * <p>Immutable by convention: nobody writes to these arrays.
 */
final class People {
    private static final String FIRST_NAMES = "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth"
            + " William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Daniel Lisa Matthew Nancy"
            + " Anthony Betty Mark Sandra Donald Margaret Steven Ashley Andrew Kimberly Paul Emily Joshua Donna Kenneth"
            + " Michelle Kevin Carol Brian Amanda George Melissa Timothy Deborah Ronald Stephanie Jason Rebecca Edward"
            + " Sharon Jeffrey Laura Ryan Cynthia Jacob Dorothy Gary Amy Nicholas Kathleen Eric Angela Jonathan Shirley"
            + " Stephen Emma Larry Brenda Justin Pamela Scott Nicole Brandon Anna Benjamin Samantha Samuel Katherine"
            + " Aisha Wei Priya Hiroshi Fatima Carlos Ingrid Omar Sofia Ivan Yuki Ahmed Elena Mateo Leila Nikolai";
    private static final String LAST_NAMES = "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez"
            + " Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White"
            + " Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill"
            + " Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans"
            + " Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz"
            + " Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood"
            + " Tanaka Kowalski Ivanov Haddad Okafor Silva Novak Rossi Andersson Dubois Schmidt Patel Chen Singh";
    private static final String STREET_NAMES = "Main Oak Pine Maple Cedar Elm View Washington Lake Hill Walnut Spring"
            + " North Ridge Church Willow Mill Sunset Railroad Jackson West South Center Highland Forest River Meadow"
            + " East Chestnut Adams Cherry Lincoln Jefferson Franklin Locust Hickory Sycamore Dogwood Laurel Orchard";
    private static final String CITY_NAMES = "Springfield,Franklin,Clinton,Georgetown,Salem,Fairview,Madison,Arlington,"
            + "Ashland,Dover,Oxford,Jackson,Burlington,Manchester,Milton,Newport,Auburn,Centerville,Dayton,Lexington,"
            + "Milford,Mount Vernon,Oakland,Winchester,Cleveland,Hudson,Kingston,Riverside,Bristol,Lebanon";

    static final byte[][] FIRST = bytes(List.of(FIRST_NAMES.split(" ", -1)));
    static final byte[][] FIRST_LOWER =
            bytes(List.of(FIRST_NAMES.toLowerCase(Locale.ROOT).split(" ", -1)));
    static final byte[][] LAST = bytes(List.of(LAST_NAMES.split(" ", -1)));
    static final byte[][] LAST_LOWER =
            bytes(List.of(LAST_NAMES.toLowerCase(Locale.ROOT).split(" ", -1)));
    static final byte[][] STREETS = bytes(Arrays.stream(STREET_NAMES.split(" ", -1))
            .flatMap(name ->
                    List.of(name + " Street, ", name + " Avenue, ", name + " Road, ", name + " Lane, ").stream())
            .toList());
    static final byte[][] CITIES = bytes(
            Arrays.stream(CITY_NAMES.split(",", -1)).map(name -> name + " ").toList());

    private People() {}

    /** A given name that rows may begin with, by a number from 0 to {@code FIRST.length - 1}. */
    static String firstName(int number) {
        return new String(FIRST[number], US_ASCII);
    }

    private static byte[][] bytes(List<String> words) {
        return words.stream().map(word -> word.getBytes(US_ASCII)).toArray(byte[][]::new);
    }
}
