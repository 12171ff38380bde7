package io.flarepath.history;

import io.flarepath.publish.Branch;
import io.flarepath.publish.Publisher;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what is provably dead: branches past their age, which no run can still be using.
 *
 * @param doctor knows which they are
 */
public record DeadBranches(Doctor doctor, Publisher publisher) {

  /**
   * Removes those of a job. What cannot be removed is logged, and goes with its age.
   *
   * @return the names of the removed branches
   */
  public List<String> remove(JobTable jobTable) {
    List<String> removed = new ArrayList<>();
    for (Branch branch : doctor.dead(jobTable)) {
      publisher.removeBranch(jobTable.table().name(), branch);
      removed.add(branch.name());
    }
    return removed;
  }
}
