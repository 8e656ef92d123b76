package io.bidlake.openrtb.json;

import io.bidlake.openrtb.json.RecordReader.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The order in which senders write the members of one kind of object. It is learned from the first
 * objects and then compiled once: objects with another order are slower, but need no more memory.
 */
final class MemberOrder {

  /** Number of objects that are read before the order is compiled. */
  static final int LEARNED_FROM = 500;

  /** The members that came right after each member; null stands for the start of the object. */
  private final Map<Member, Set<Member>> followers = new LinkedHashMap<>();

  private int learned;
  private List<Member> order = List.of();

  /** {@link #after} for each member, by the number of its bit; 0 for members not in the order. */
  private final int[] placeAfter = new int[Long.SIZE];

  private UsualMembers usual;

  /**
   * Reads members in this order; null while it is being learned.
   *
   * @param withDefault as for {@link UsualMembersSource#compile}
   */
  UsualMembers usualMembers(Schema schema, int[] withDefault) {
    if (usual == null && learned++ == LEARNED_FROM) {
      order = sorted();
      for (int i = 0; i < order.size(); i++) {
        placeAfter[Long.numberOfTrailingZeros(order.get(i).bit())] = i + 1;
      }
      usual = UsualMembersSource.compile(schema, withDefault, order);
      followers.clear();
    }
    return usual;
  }

  /** The member at a position of the order. */
  Member at(int step) {
    return order.get(step);
  }

  /**
   * The position after a member.
   *
   * @param last the known member before it, from which the order is learned; null for none
   */
  int after(Member last, Member member) {
    if (usual == null) {
      followers.computeIfAbsent(last, each -> new LinkedHashSet<>()).add(member);
      return 0;
    }
    return placeAfter[Long.numberOfTrailingZeros(member.bit())];
  }

  /** Topologically sorted: each member before its followers, as far as senders agree. */
  private List<Member> sorted() {
    Deque<Member> sorted = new ArrayDeque<>();
    Set<Member> visited = new LinkedHashSet<>();
    followers.getOrDefault(null, Set.of()).forEach(first -> visit(first, visited, sorted));
    return new ArrayList<>(sorted);
  }

  private void visit(Member member, Set<Member> visited, Deque<Member> sorted) {
    if (visited.add(member)) {
      followers.getOrDefault(member, Set.of()).forEach(next -> visit(next, visited, sorted));
      sorted.addFirst(member);
    }
  }
}
